import type { Command } from 'commander';
import { definitions } from '../../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../../engine/analytics/metrics/figure.ts';
import { beforeInWords, count, inUnit, inWords } from '../../../engine/analytics/metrics/words.ts';
import type { ShownDashboard } from '../../../server/api/performance/dashboard.ts';
import { print, printJson, printTable, when } from '../../output.ts';
import type { Session } from '../../session.ts';
import { type ChartOptions, withChart, writeChart } from './chart.ts';
import { addressOf, type Filters, withFilters } from './filters.ts';

/** `trellis performance [TRACK]`: a page about a period. */
export function addShow(performance: Command, session: Session): void {
  performance.argument('[track]', 'only this track, by id or title');
  withChart(withFilters(performance))
    .option('--json', 'print everything, with intervals and the period before')
    .action(async (track: string | undefined, options: Filters & ChartOptions & { json?: boolean }) => {
      const { json, chart, kind, metric, dark, ...filters } = options;
      const query = addressOf({ ...filters, ...(track !== undefined && { track }) });
      if (chart !== undefined) return writeChart(session, query, options);
      const dashboard = await session.withClient((client) =>
        client.get<ShownDashboard>(`/api/performance?${query}`),
      );
      if (json) printJson(dashboard);
      else showDashboard(dashboard);
    });
}

function showDashboard(dashboard: ShownDashboard): void {
  const { period, filters, asOf, held, content, segments, funnel, velocity, deliverability } = dashboard;
  const narrowed = Object.entries(filters).map(([name, value]) => `${name} ${value}`);
  print([`${period.from.slice(0, 10)} until ${period.to.slice(0, 10)}`, ...narrowed].join(', '));
  print(asOf === null ? 'The log has not been counted in yet.' : `Counted in until ${when(asOf)} UTC`);
  print('');
  for (const sentence of dashboard.summary) print(sentence);

  heading('All stages');
  table(dashboard.overall);
  for (const { stage, figures } of dashboard.stages) {
    if (figures.every(({ denominator }) => denominator === 0)) continue;
    heading(`At ${stage}`);
    table(figures);
  }
  heading('Pace');
  table([velocity.nurtured, velocity.others]);
  print(velocity.words);
  heading('Deals');
  table(dashboard.pipeline);
  heading('Delivery');
  table(deliverability.figures);
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
  print('');
  for (const note of dashboard.notes) print(note);
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

function heading(text: string): void {
  print(`\n${text}`);
}

function table(figures: readonly Figure[]): void {
  printTable(
    ['', 'now', 'against the period before'],
    figures.map((one) => [titleOf(one), inWords(one), one.before ? beforeInWords(one) : '']),
    80,
  );
}

function titleOf({ metric, unreliable }: Figure): string {
  return `${definitions[metric].title}${unreliable ? ' (unreliable)' : ''}`;
}
