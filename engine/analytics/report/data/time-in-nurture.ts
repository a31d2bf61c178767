import type { DistributionData } from '../../charts/distribution/distribution-data.ts';
import { survivalOf, type Waited } from '../../statistics/survival.ts';
import { minimumSample } from '../../statistics/wilson.ts';

/** Widths of bins in days that people count in. */
const widths = [1, 2, 5, 7, 14, 30, 60, 90, 180];
const mostBins = 12;

/** How the days from MQL to SQL are spread, of waits in hours. Whoever waits still is in no bin, and in the median. */
export function timeInNurture(waited: readonly Waited[], title: string): DistributionData {
  const done = waited.filter((one) => one.done > 0).map((one) => ({ days: one.time / 24, count: one.done }));
  // A twentieth took longer than that: one who took years must not make one bin of all others.
  const usual = quantile(done, 0.95);
  const width = widths.find((days) => usual / days < mostBins - 1) ?? Math.ceil(usual / (mostBins - 1));
  const bins = Math.min(mostBins, Math.floor(usual / width) + 2);
  const counts = Array.from({ length: bins }, () => 0);
  for (const { days, count } of done) {
    const bin = Math.min(bins - 1, Math.floor(days / width));
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  const { total, median, low, high } = survivalOf(waited);
  const inDays = (hours: number | null) => (hours === null || total < minimumSample ? null : hours / 24);
  return {
    title,
    unit: 'days',
    counted: 'leads',
    bins:
      done.length === 0
        ? []
        : counts.map((count, n) => ({
            from: n * width,
            ...(n < bins - 1 && { to: (n + 1) * width }),
            count,
          })),
    median: { value: inDays(median), low: inDays(low), high: inDays(high) },
    waiting: waited.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** The value that a share of all is at or below. */
function quantile(values: readonly { days: number; count: number }[], share: number): number {
  const sorted = values.toSorted((a, b) => a.days - b.days);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  for (const { days, count } of sorted) {
    below += count;
    if (below >= total * share) return days;
  }
  return 0;
}
