import { logBeta } from './distributions.ts';

/** How much evidence the mixture takes for granted: that of so many events shared out as planned. */
const priorEvents = 10;

/**
 * Always-valid p, day by day, that an arm's share of rare events (complaints, unsubscribes, bounces) is its share of the
 * leads by chance alone: each event falls into the arm with probability `share`, if arms do not matter. Exact for any
 * counts, and valid however often one looks; never rises.
 *
 * The binomial with a beta mixture around `share`: Lindon and Malek (2022), Anytime-valid inference for multinomial
 * count data, NeurIPS 35.
 */
export function sequentialCounts(
  days: readonly { arm: number; control: number }[],
  { share }: { share: number },
): number[] {
  const [a, b] = [priorEvents * share, priorEvents * (1 - share)];
  const before = logBeta(a, b);
  let p = 1;
  return days.map(({ arm, control }) => {
    const logRatio =
      logBeta(a + arm, b + control) - before - arm * Math.log(share) - control * Math.log1p(-share);
    p = Math.min(p, Math.exp(-logRatio));
    return p;
  });
}
