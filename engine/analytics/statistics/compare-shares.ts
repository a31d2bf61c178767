import { logFactorial, normalP } from './distributions.ts';
import type { Share } from './wilson.ts';

/** Below this many expected in any of the four cells the normal approximation is not trusted (Cochran 1954). */
const leastExpected = 5;

/**
 * Two-sided p that two shares differ by chance alone: the two-proportion z test with the pooled variance, which is
 * Pearson's chi-square of the 2 x 2 table, and Fisher's exact test where it expects fewer than five in a cell.
 * 1 when one of them is a share of nothing.
 */
export function compareShares(a: Share, b: Share): number {
  if (a.denominator === 0 || b.denominator === 0) return 1;
  const total = a.denominator + b.denominator;
  const pooled = (a.numerator + b.numerator) / total;
  if (pooled === 0 || pooled === 1) return 1;
  const least = Math.min(a.denominator, b.denominator) * Math.min(pooled, 1 - pooled);
  if (least < leastExpected) return fisherExact(a, b);
  const variance = pooled * (1 - pooled) * (1 / a.denominator + 1 / b.denominator);
  return normalP((a.numerator / a.denominator - b.numerator / b.denominator) / Math.sqrt(variance));
}

/**
 * Two-sided p by the hypergeometric distribution: all tables with the same margins that are no likelier than this one.
 * Fisher (1935), The design of experiments, section 12; the two sides as R's fisher.test has them.
 */
export function fisherExact(a: Share, b: Share): number {
  const done = a.numerator + b.numerator;
  const total = a.denominator + b.denominator;
  const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const logLikelihood = (x: number) =>
    logChoose(a.denominator, x) + logChoose(b.denominator, done - x) - logChoose(total, done);
  // Equal likelihoods come out a rounding error apart, as in R.
  const seen = logLikelihood(a.numerator) + 1e-7;
  let p = 0;
  for (let x = Math.max(0, done - b.denominator); x <= Math.min(done, a.denominator); x++) {
    const likelihood = logLikelihood(x);
    if (likelihood <= seen) p += Math.exp(likelihood);
  }
  return Math.min(1, p);
}
