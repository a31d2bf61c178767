import { createHash } from 'node:crypto';
import { compared, comparedText } from '../../../engine/analytics/charts/compared/compared.ts';
import type { ComparedData } from '../../../engine/analytics/charts/compared/compared-data.ts';
import { renderChart } from '../../../engine/analytics/charts/render.ts';
import { count } from '../../../engine/program/count-words.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import { figureNames } from '../../../engine/runtime/changes/plan/backtest-words.ts';
import type { Plan } from '../../../engine/runtime/changes/types.ts';

/** A picture that a card shows. */
export interface CardChart {
  /** The file in Slack. */
  file: string;
  alt: string;
}

const width = 480;

/** The figures of a plan's backtest that the change would have changed; undefined where there is nothing to draw. */
export function chartData({ backtest }: Pick<Plan, 'backtest'>): ComparedData | undefined {
  if (!backtest) return undefined;
  const { figures, from, to, leads, changed } = backtest;
  const differing = figures.filter(({ base, proposed }) => proposed.some((value) => value !== base));
  if (differing.length === 0) return undefined;
  return {
    title: `What it would have done in the last ${Math.round((to - from) / dayMs)} days`,
    subtitle: `${count(changed)} of ${count(leads)} leads would have gone another way.`,
    figures: differing.map(({ of, base, proposed: [none, observed] }) => ({
      name: figureNames[of],
      base,
      low: Math.min(none, observed),
      high: Math.max(none, observed),
    })),
  };
}

/** Two charts with the same figures are the same picture. */
export function chartHash(data: ComparedData): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 32);
}

export function drawChart(data: ComparedData): Promise<Uint8Array> {
  return renderChart(compared(data, { width }), 'png');
}

export { comparedText as chartText };
