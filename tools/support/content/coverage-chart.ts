import { heatMap } from '../../../engine/analytics/charts/heat-map/heat-map.ts';
import type { Look, VegaLiteSpec } from '../../../engine/analytics/charts/spec.ts';
import { journeyStages } from '../../../engine/program/schema.ts';
import { contentKinds } from '../../../knowledge/items/item.ts';
import { contentMatrix } from '../../../knowledge/recommend/content-matrix.ts';
import { type Coverage, kindWords } from '../../../knowledge/recommend/coverage.ts';
import type { CoverageBy } from './coverage-report.ts';

/** Grids of one chart: those of most leads. */
const mostPanels = 8;

/** The content matrix as a chart: kinds by stages, for each group of leads. */
export function coverageChart(
  { groups }: Coverage,
  by: CoverageBy,
  look: Look,
  most = mostPanels,
): VegaLiteSpec {
  const total = (leads: Coverage['groups'][number]['leads']) =>
    Object.values(leads).reduce((sum, n) => sum + n, 0);
  const shown = [...groups].sort((a, b) => total(b.leads) - total(a.leads)).slice(0, most);
  const kinds = contentKinds.filter(
    (kind) =>
      journeyStages.some((stage) => contentMatrix[stage].includes(kind)) ||
      shown.some(({ cells }) => cells.some((cell) => cell.kind === kind && countOf(cell) > 0)),
  );
  const more = groups.length - shown.length;
  return heatMap(
    {
      title: `Content by stage and kind, by ${by.replaceAll('-', ' ')}${more > 0 ? ` (${more} more not shown)` : ''}`,
      unit: 'items',
      rows: kinds.map(kindWords),
      columns: journeyStages,
      totalsName: 'leads',
      panels: shown.map(({ title, leads, cells }) => ({
        title,
        totals: journeyStages.map((stage) => leads[stage] ?? 0),
        cells: kinds.map((kind) =>
          journeyStages.map((stage) => {
            const cell = cells.find((one) => one.kind === kind && one.stage === stage);
            const gap = cell?.gap === 'missing' && (leads[stage] ?? 0) > 0;
            return { count: cell ? countOf(cell) : 0, ...(gap && { gap }) };
          }),
        ),
      })),
    },
    look,
  );
}

function countOf({ own, general, part }: Coverage['groups'][number]['cells'][number]): number {
  return own + general + part;
}
