import type { types } from '@slack/bolt';
import { limits, truncate } from '../../blocks/limits.ts';
import type { AnswerChart } from './figures.ts';

/** As Slack takes it; its types do not know it yet. */
interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar' | 'line';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

/** Slack's own chart; undefined where it has more bars or series than Slack draws. */
export function chartBlock({
  title,
  kind,
  unit,
  categories,
  series,
}: AnswerChart): types.KnownBlock | undefined {
  if (categories.length > limits.chartPoints || series.length > limits.chartSeries) return undefined;
  if (categories.length === 0 || series.some(({ values }) => !values.every(Number.isFinite)))
    return undefined;
  const labels = apart(categories);
  const block: ChartBlock = {
    type: 'data_visualization',
    title: truncate(title, limits.chartTitle),
    chart: {
      type: kind,
      series: apart(series.map(({ name }) => name)).map((name, n) => ({
        name,
        data: labels.map((label, at) => ({ label, value: series[n]?.values[at] ?? 0 })),
      })),
      axis_config: { categories: labels, y_label: truncate(unit, limits.axisLabel) },
    },
  };
  return block as unknown as types.KnownBlock;
}

/** Short enough, none empty, and no two alike after cutting. */
function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let label = truncate(name.trim() || '–', limits.chartLabel);
    for (let n = 2; taken.has(label); n += 1) {
      const end = ` ${n}`;
      label = `${truncate(name.trim() || '–', limits.chartLabel - end.length)}${end}`;
    }
    taken.add(label);
    return label;
  });
}

/** The chart in a line, with every value up to twenty. */
export function chartLine({ title, unit, categories, series }: AnswerChart): string {
  const each = categories.slice(0, limits.chartPoints).map((category, at) => {
    const values = series.map(
      ({ name, values }) =>
        `${series.length > 1 ? `${name.toLowerCase()} ` : ''}${values[at]?.toLocaleString('en')}${unit === '%' ? ' %' : ''}`,
    );
    return `${category} ${values.join(', ')}`;
  });
  const more = categories.length > each.length ? `; and ${categories.length - each.length} more` : '';
  return `Chart. ${title}: ${each.join('; ')}${more}.`;
}
