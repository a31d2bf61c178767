import type { ReportChart } from '../../engine/analytics/report/charts-section.ts';
import type { Installation } from '../installation.ts';
import { drawOnce } from './draw.ts';
import { type ChartAsked, readChart } from './read-chart.ts';
import type { Figures, ReadChart } from './read-figures.ts';

/** Narrow, so that it can be read on a phone; wide screens have several in a row. */
export const chartWidth = 360;

/** The charts that a report shows, with the flows of these tracks. */
export function reportKinds(tracks: readonly string[]): ChartAsked[] {
  const kinds = ['funnel', 'trend', 'cohorts', 'distribution', 'content'] as const;
  return [...kinds.map((kind) => ({ kind })), ...tracks.map((track) => ({ kind: 'flow' as const, track }))];
}

/** By what name a report asks for a chart. */
export function nameOfChart({ kind, track }: ChartAsked): string {
  return track === undefined ? kind : `${kind}:${track}`;
}

/** The charts of a report, each on both grounds; all of them on the dark one where `dark` says so. */
export function reportCharts(
  installation: Installation,
  figures: Figures,
  { tracks, dark }: { tracks: readonly string[]; dark: boolean },
): Promise<ReportChart[]> {
  return Promise.all(
    reportKinds(tracks).map(async (asked) =>
      drawnFor(nameOfChart(asked), await readChart(installation, figures, asked), dark),
    ),
  );
}

/** A chart as a report carries it. */
export async function drawnFor(kind: string, chart: ReadChart, darkOnly: boolean): Promise<ReportChart> {
  const svg = async (dark: boolean) =>
    new TextDecoder().decode(await drawOnce(chart({ width: chartWidth, dark }), 'svg').bytes);
  const { description } = chart({ width: chartWidth });
  const [light, dark] = await Promise.all([svg(darkOnly), darkOnly ? undefined : svg(true)]);
  return { kind, description, light, ...(dark !== undefined && { dark }) };
}
