import { count, inUnit } from '../../metrics/words.ts';
import { shorten } from '../labels.ts';
import { inWords, shareOf } from '../numbers.ts';
import type { DistributionData } from './distribution-data.ts';

/** How many the bins hold. */
export const known = ({ bins }: DistributionData): number => bins.reduce((sum, { count }) => sum + count, 0);

/** 212 of 665 leads (32 %) still wait. */
export function waitingText(data: DistributionData): string {
  const waiting = data.waiting ?? 0;
  const all = known(data) + waiting;
  const share = shareOf(waiting, all);
  return `${count(waiting)} of ${count(all)} ${data.counted}${share ? ` (${share})` : ''} still wait`;
}

/** What the distribution shows, in one sentence. */
export function distributionText(data: DistributionData): string {
  const { title, unit, counted, bins, median, waiting } = data;
  const n = known(data);
  const most = bins.reduce(
    (high, bin) => (bin.count > high.count ? bin : high),
    bins[0] ?? { from: 0, count: 0 },
  );
  const where =
    most.to === undefined
      ? `at ${inUnit(most.from, unit)} and more`
      : `from ${inUnit(most.from, unit)} to under ${inUnit(most.to, unit)}`;
  const said =
    n === 0
      ? 'not enough data'
      : `${count(n)} ${counted}, most of them ${where} (${count(most.count)}), median ${inWords(median, unit)}`;
  return shorten(`Distribution. ${title}: ${said}${waiting ? `; ${waitingText(data)}` : ''}.`, 2_000);
}
