import type { Command } from 'commander';
import { periodWords } from '../../../engine/analytics/report/period-words.ts';
import type { ShownDashboard } from '../../../server/api/performance/dashboard.ts';
import { print, printJson, when } from '../../output.ts';
import type { Session } from '../../session.ts';
import { type ChartOptions, withChart, writeChart } from './chart.ts';
import { printFigures } from './figures-table.ts';
import { addressOf, type Filters, withFilters } from './filters.ts';
import { showSections } from './sections.ts';

interface Options extends Filters, ChartOptions {
  all?: boolean;
  json?: boolean;
}

/** `trellis performance [TRACK]`: a page about a period; all of it with `--all`. */
export function addShow(performance: Command, session: Session): void {
  performance.argument('[track]', 'only this track, by id or title');
  withChart(withFilters(performance))
    .option('--all', 'also by stage, content and segment, with pace, deals, delivery, holds and cohorts')
    .option('--json', 'print everything, with intervals and the period before')
    .action(async (track: string | undefined, options: Options) => {
      const { all, json, chart, kind, metric, dark, ...filters } = options;
      const query = addressOf({ ...filters, ...(track !== undefined && { track }) });
      if (chart !== undefined) return writeChart(session, query, options);
      const dashboard = await session.withClient((client) =>
        client.get<ShownDashboard>(`/api/performance?${query}`),
      );
      if (json) return printJson(dashboard);
      showDashboard(dashboard, all);
    });
}

function showDashboard(dashboard: ShownDashboard, all = false): void {
  const { period, filters, asOf } = dashboard;
  const narrowed = Object.entries(filters).map(([name, value]) => `${name} ${value}`);
  const days = periodWords({ from: Date.parse(period.from), to: Date.parse(period.to) });
  print([days, ...narrowed].join(', '));
  print(asOf === null ? 'The log has not been counted in yet.' : `Counted in until ${when(asOf)} UTC`);
  print('');
  for (const sentence of dashboard.summary) print(sentence);

  printFigures('All stages', dashboard.overall);
  if (all) showSections(dashboard);
  print('');
  for (const note of dashboard.notes) print(note);
  if (all) return;
  print('');
  print('By stage, content, segment and more: --all. The leads behind a figure: `performance leads METRIC`.');
  print('To forward, with charts: `report --out report.html`. What could be better: `opportunities`.');
}
