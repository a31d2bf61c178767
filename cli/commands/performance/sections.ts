import { count, inUnit, inWords } from '../../../engine/analytics/metrics/words.ts';
import type { ShownDashboard } from '../../../server/api/performance/dashboard.ts';
import { print, printTable } from '../../output.ts';
import { heading, printFigures, titleOf } from './figures-table.ts';

/** Everything below the figures of all stages. */
export function showSections(dashboard: ShownDashboard): void {
  const { held, content, segments, funnel, velocity, deliverability } = dashboard;
  for (const { stage, figures } of dashboard.stages) printFigures(`At ${stage}`, figures);
  printFigures('Pace', [velocity.nurtured, velocity.others]);
  print(velocity.words);
  printFigures('Deals', dashboard.pipeline);
  printFigures('Delivery', deliverability.figures);
  print(`Bounces for good: ${deliverability.hard}, for now: ${deliverability.soft}`);

  if (held.length > 0) {
    heading('Held and dropped sends');
    printTable(
      ['what', 'why', 'sends', 'leads'],
      held.map(({ what, reason, sends, leads }) => [what, reason, sends, leads]),
    );
  }
  showContent(content);
  if (segments.length > 0) {
    heading('Segments, against the leads outside of them');
    printTable(
      ['segment', ...(segments[0]?.figures.map(titleOf) ?? [])],
      segments.map(({ segment, figures }) => [
        segment,
        ...figures.map(
          ({ value, unit, against }) =>
            `${value === null ? 'not enough data' : inUnit(value, unit)}${against.clear ? ` (clearly differs from ${inUnit(against.value ?? 0, unit)})` : ''}`,
        ),
      ]),
    );
  }
  showFunnel('How far the leads that came have got', funnel.lifecycle);
  if (funnel.track) showFunnel('How far those enrolled have got', funnel.track);
  showCohorts(dashboard.cohorts);
}

function showContent({ library, top, under }: ShownDashboard['content']): void {
  const rows = (items: typeof top) =>
    items.map(({ item, engagement, progression, taken }) => [
      item,
      inWords(engagement),
      inWords(progression),
      taken.leads,
    ]);
  const headings = ['item', 'clicked', 'moved on after', 'taken up by'];
  if (top.length > 0) {
    heading(`Content that did best (all together: ${inWords(library.engagement)})`);
    printTable(headings, rows(top));
  }
  if (under.length > 0) {
    heading('Content clearly below that');
    printTable(headings, rows(under));
  }
}

function showFunnel(title: string, steps: ShownDashboard['funnel']['lifecycle']): void {
  if (!steps.some(({ count }) => count > 0)) return;
  heading(title);
  printTable(
    ['step', 'leads', 'lost on the way'],
    steps.map(({ id, count: n, dropOff }) => [
      id,
      count(n),
      dropOff === null ? '' : inUnit(dropOff, 'share'),
    ]),
  );
}

function showCohorts({ step, stage, cohorts }: ShownDashboard['cohorts']): void {
  if (cohorts.length === 0) return;
  heading(`Leads by the ${step} they came: how many had become ${stage.toUpperCase()} after so many weeks`);
  const weeks = Math.max(...cohorts.map(({ reached }) => reached.length));
  const shown = [1, 2, 4, 8, 13, 26].filter((week) => week <= weeks);
  printTable(
    ['from', 'leads', ...shown.map((week) => `week ${week}`)],
    cohorts.map(({ from, leads, reached }) => [
      from.slice(0, 10),
      leads,
      ...shown.map((week) => reached[week - 1]),
    ]),
  );
}
