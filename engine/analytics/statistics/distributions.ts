import jstat from 'jstat';

/** The share of all draws by which everything here is surer than chance, unless the caller says otherwise. */
export const usualConfidence = 0.95;

/** The standard normal's quantile: what a share `p`, 0-1, of draws lies below. */
export function normalQuantile(p: number): number {
  return jstat.normal.inv(p, 0, 1);
}

/** How far from zero a standard normal strays with the given confidence, to both sides: 1.96 for 0.95. */
export function twoSided(confidence: number): number {
  return normalQuantile(1 - (1 - confidence) / 2);
}

/** The share of standard normal draws below `z`. */
export function normalBelow(z: number): number {
  return jstat.normal.cdf(z, 0, 1);
}

/** Two-sided p of a standard normal statistic. */
export function normalP(z: number): number {
  return Math.min(1, 2 * normalBelow(-Math.abs(z)));
}

/** Two-sided p of Student's t. `degrees` need not be whole. */
export function studentP(t: number, degrees: number): number {
  return Math.min(1, 2 * jstat.studentt.cdf(-Math.abs(t), degrees));
}

/** As `twoSided`, of Student's t. */
export function studentTwoSided(confidence: number, degrees: number): number {
  return jstat.studentt.inv(1 - (1 - confidence) / 2, degrees);
}

/** The share of chi-square draws above `x`. */
export function chiSquareP(x: number, degrees: number): number {
  return Math.max(0, 1 - jstat.chisquare.cdf(x, degrees));
}

/** The logarithm of n!. */
export function logFactorial(n: number): number {
  return jstat.gammaln(n + 1);
}

/** The logarithm of Euler's beta function. */
export function logBeta(a: number, b: number): number {
  return jstat.gammaln(a) + jstat.gammaln(b) - jstat.gammaln(a + b);
}
