import { inUnit } from '../../metrics/words.ts';
import { shorten } from '../labels.ts';
import { inWords } from '../numbers.ts';
import { dateText } from '../ticks.ts';
import type { TrendData, TrendPoint } from './trend-data.ts';

type Known = TrendPoint & { value: number };
const known = (points: readonly TrendPoint[]) =>
  points.filter((point): point is Known => point.value !== null);

/** Stretches with too few to say, first and last point of each. */
export function stretchesWithout(points: readonly TrendPoint[]): [TrendPoint, TrendPoint][] {
  const found: [TrendPoint, TrendPoint][] = [];
  for (const [n, point] of points.entries()) {
    if (point.value !== null) continue;
    const last = found.at(-1);
    if (last && points[n - 1] === last[1]) last[1] = point;
    else found.push([point, point]);
  }
  return found;
}

/** Days, weeks or months that are left out, in words; `undefined`: none. */
export function leftOut({ points, step }: TrendData): string | undefined {
  const n = points.filter(({ value }) => value === null).length;
  if (n === 0) return undefined;
  return `${n} of ${points.length} ${step}s ${n === 1 ? 'has' : 'have'} not enough data and ${n === 1 ? 'is' : 'are'} left out`;
}

/** What the trend shows, in one sentence. */
export function trendText(data: TrendData): string {
  const { title, unit, step, points, before = [], unreliable } = data;
  const here = known(points);
  const [first, last] = [here[0], here.at(-1)];
  if (!first || !last) return shorten(`Trend. ${title}: not enough data.`, 2_000);
  const named = ({ at }: Known) => (step === 'month' ? dateText(at, step) : `the ${step} of ${dateText(at)}`);
  const values = here.map(({ value }) => value);
  const parts = [
    first === last
      ? `${inWords(first, unit)} in ${named(first)}`
      : `from ${inWords(first, unit)} in ${named(first)} to ${inWords(last, unit)} in ${named(last)}, between ` +
        `${inUnit(Math.min(...values), unit)} and ${inUnit(Math.max(...values), unit)}`,
  ];
  const earlier = known(before).map(({ value }) => value);
  if (earlier.length > 0)
    parts.push(
      `in the period before between ${inUnit(Math.min(...earlier), unit)} and ${inUnit(Math.max(...earlier), unit)}`,
    );
  const without = leftOut(data);
  if (without) parts.push(without);
  if (unreliable) parts.push('the figure is unreliable');
  return shorten(`Trend. ${title}: ${parts.join('; ')}.`, 2_000);
}
