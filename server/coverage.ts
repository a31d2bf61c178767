import { renderChart } from '../engine/analytics/charts/render.ts';
import type { Coverage } from '../knowledge/recommend/coverage.ts';
import { type CoverageBy, coverageReport } from '../tools/support/content/coverage-report.ts';
import type { Principal } from './auth/principal.ts';
import type { Installation } from './installation.ts';

/** The content matrix for somebody who asks; the values it shows are foreign text that they have now seen. */
export async function coverageFor(
  { services, clock, recentTaint }: Installation,
  principal: Principal,
  by: CoverageBy,
): Promise<Coverage> {
  const tainted: string[] = [];
  const report = await coverageReport({ services, now: clock(), tainted }, by);
  recentTaint.add(principal, tainted);
  return report;
}

export const chartTypes = { svg: 'image/svg+xml', png: 'image/png' } as const;

/** The same as a picture. */
export async function drawCoverage(
  report: Coverage,
  by: CoverageBy,
  { format, width, dark }: { format: keyof typeof chartTypes; width: number; dark: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  // Not before it is needed: a server that draws nothing starts without it.
  const { coverageChart } = await import('../tools/support/content/coverage-chart.ts');
  return new Uint8Array(await renderChart(coverageChart(report, by, { width, dark }), format));
}
