import type { Dashboard, FunnelStep } from '../../../engine/analytics/metrics/dashboard.ts';
import { definitions, type MetricId } from '../../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../../engine/analytics/metrics/figure.ts';
import { summary } from '../../../engine/analytics/metrics/summary.ts';
import { beforeInWords, count, inUnit, inWords } from '../../../engine/analytics/metrics/words.ts';
import { type Names, stageName } from './parts.ts';
import type { DashboardAbout } from './schema.ts';

/** At most three sentences that answer the question; each number with what it is of. */
export function sentencesOf(about: DashboardAbout, dashboard: Dashboard, names: Names): string[] {
  switch (about) {
    case 'funnel':
      return funnel(dashboard, names);
    case 'emails':
      return emails(dashboard);
    case 'content':
      return content(dashboard, names);
    case 'segments':
      return segments(dashboard, names);
    case 'cohorts':
      return cohorts(dashboard);
    case 'deliverability':
      return deliverability(dashboard);
    case 'holds':
      return holds(dashboard);
    case 'pipeline':
      return [...summary(dashboard).slice(2), ...summary(dashboard).slice(1, 2)];
    case 'overview':
      return summary(dashboard);
  }
}

function funnel({ funnel: { lifecycle, track } }: Dashboard, names: Names): string[] {
  const stage = worst(lifecycle);
  const step = track && worst(track);
  return [
    stage
      ? `Most leads are lost between ${stageName(stage.before.id)} and ${stageName(stage.at.id)}: ${lost(stage)}.`
      : 'Too few leads came to a stage to say where most are lost.',
    ...(step ? [`On the track most are lost before ${names.step(step.at.id)}: ${lost(step)}.`] : []),
  ];
}

function worst(steps: readonly FunnelStep[]) {
  let found: { before: FunnelStep; at: FunnelStep; share: number } | undefined;
  for (const [place, at] of steps.entries()) {
    const before = steps[place - 1];
    if (!before || at.dropOff === null || at.dropOff <= (found?.share ?? 0)) continue;
    found = { before, at, share: at.dropOff };
  }
  return found;
}

function lost({ before, at, share }: { before: FunnelStep; at: FunnelStep; share: number }): string {
  return `${inUnit(share, 'share')} do not get there so far (${count(before.count - at.count)} of ${count(before.count)})`;
}

function emails({ overall, stages }: Dashboard): string[] {
  const click = overall.find(({ metric }) => metric === 'click');
  const known = stages
    .flatMap(({ stage, figures }) => figures.map((figure) => ({ stage, figure })))
    .filter(({ figure }) => figure.metric === 'click' && figure.value !== null)
    .sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0));
  const [best, last] = [known[0], known.at(-1)];
  return [
    !click || click.denominator === 0
      ? 'No email was delivered in this period.'
      : `Of the emails delivered ${inWords(click)} were clicked${said(click)}.`,
    ...(best && last && best !== last
      ? [
          `Most are clicked at ${best.stage}, ${inWords(best.figure)}, fewest at ${last.stage}, ${inWords(last.figure)}.`,
        ]
      : []),
  ];
}

function content({ content: { library, top, under } }: Dashboard, names: Names): string[] {
  const [best] = top;
  return [
    best
      ? `“${names.item(best.item)}” works best: of its emails ${inWords(best.engagement)} were clicked, and after ${inWords(best.progression)} the lead moved on.`
      : 'No item was sent often enough to say which works best.',
    under.length > 0
      ? `Clearly below all emails, ${inWords(library.engagement)}: ${under.map(({ item, engagement }) => `“${names.item(item)}”, ${inWords(engagement)}`).join('; ')}.`
      : 'No item is clearly below the others.',
    'Moving on after an item is no proof that the item did it.',
  ];
}

function segments({ segments: found, velocity }: Dashboard, names: Names): string[] {
  const clear = found.flatMap(({ segment, figures }) =>
    figures.filter(({ against }) => against.clear).map((figure) => ({ segment, figure })),
  );
  const [first, ...rest] = clear;
  if (found.length === 0) return ['There is no segment to compare.', velocity.words];
  if (!first) return ['No difference between a segment and the other leads is clear.', velocity.words];
  const { segment, figure } = first;
  return [
    `${names.segment(segment)} differs clearly from the other leads in ${definitions[figure.metric].title.toLowerCase()}: ${inWords(figure)} against ${figure.against.value === null ? 'not enough data' : inUnit(figure.against.value, figure.unit)}${rest.length > 0 ? `; ${rest.length} more clear ${rest.length === 1 ? 'difference' : 'differences'} below` : ''}.`,
    velocity.words,
  ];
}

function cohorts({ cohorts: { cohorts: rows, stage: id, step } }: Dashboard): string[] {
  const stage = stageName(id);
  const oldest = rows.find(({ reached }) => reached.length > 0);
  if (!oldest) return ['No leads came in this period that could be followed.'];
  const weeks = oldest.reached.length;
  const newest = rows.findLast(({ reached }) => reached.length > 0) ?? oldest;
  const by = (row: typeof oldest, week: number) =>
    `${count(row.reached[week - 1] ?? 0)} of ${count(row.leads)}`;
  const common = newest.reached.length;
  return [
    `Of the leads that came in the ${step} from ${dayOf(oldest.from)}, ${by(oldest, weeks)} had reached ${stage} within ${weeks} weeks.`,
    ...(newest === oldest
      ? []
      : [
          `After ${common} ${common === 1 ? 'week' : 'weeks'} it was ${by(newest, common)} of the ${step} from ${dayOf(newest.from)} and ${by(oldest, common)} of that first one.`,
        ]),
  ];
}

function deliverability({ deliverability: { figures, hard, soft } }: Dashboard): string[] {
  const find = (metric: MetricId) => figures.find((figure) => figure.metric === metric);
  const [bounce, unsubscribe, complaint] = [find('bounce'), find('unsubscribe'), find('complaint')];
  if (!bounce || bounce.denominator === 0) return ['No email was sent in this period.'];
  return [
    `Of the emails sent ${inWords(bounce)} bounced${hard + soft > 0 ? ` (${count(hard)} for good, ${count(soft)} for now)` : ''}${said(bounce)}.`,
    ...(unsubscribe
      ? [`After ${inWords(unsubscribe)} of those delivered the lead unsubscribed${said(unsubscribe)}.`]
      : []),
    ...(complaint ? [`After ${inWords(complaint)} the lead complained${said(complaint)}.`] : []),
  ];
}

function holds({ held }: Dashboard): string[] {
  const [most] = held;
  if (!most) return ['No send was held or dropped in this period.'];
  const all = (what: 'hold' | 'drop') =>
    held.filter((one) => one.what === what).reduce((sum, { sends }) => sum + sends, 0);
  return [
    `${count(all('hold'))} sends were held and ${count(all('drop'))} given up, each counted once a reason.`,
    `The most frequent reason is ${most.reason.replaceAll('_', ' ')}: ${count(most.sends)} sends to ${count(most.leads)} leads.`,
    'What is held is mostly sent later.',
  ];
}

function said(figure: Figure): string {
  return figure.before ? `: ${beforeInWords(figure)}` : '';
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
