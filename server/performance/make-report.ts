import { summary } from '../../engine/analytics/metrics/summary.ts';
import { renderReport } from '../../engine/analytics/report/render-report.ts';
import { addressesOf } from '../../tools/support/performance/addresses.ts';
import type { Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { type Asked, queryOf } from './asked.ts';
import { readFigures } from './read-figures.ts';
import { reportCharts } from './report-charts.ts';
import { reportExperiments } from './report-experiments.ts';
import { reportInput } from './report-input.ts';
import { reportOpportunities } from './report-opportunities.ts';

export interface MadeReport {
  html: string;
  /** A name for the file: `nurturing-2026-10-01-to-2026-10-31.html`. */
  file: string;
  /** Until when the log is counted in, ms. */
  asOf: number;
  summary: string[];
}

/** A report as a file, of what an address asks for. Throws what reading the address throws. */
export async function makeReport(
  installation: Installation,
  principal: Principal,
  asked: Asked,
  { dark, company }: { dark: boolean; company?: string | undefined },
): Promise<MadeReport> {
  const figures = await readFigures(installation, ({ program }) =>
    queryOf(program, asked, installation.clock()),
  );
  const { dashboard, query } = figures;
  const input = await reportInput(installation, principal, figures);
  const experiments = await reportExperiments(installation, figures.active.program, dark);
  const charts = await reportCharts(installation, figures, { tracks: input.tracks ?? [], dark });
  const html = renderReport({
    ...input,
    charts: [...charts, ...experiments.charts],
    experiments: experiments.told,
    opportunities: await reportOpportunities(installation, principal),
    dark,
    ...(company !== undefined && { company }),
    link: `${installation.publicUrl}/performance?${addressesOf(query, dashboard.filters).query}`,
  });
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    html,
    file: `nurturing-${day(query.from)}-to-${day(query.to - 1)}.html`,
    asOf: dashboard.asOf,
    summary: summary(dashboard),
  };
}
