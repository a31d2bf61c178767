import { logFactorial } from '../statistics/distributions.ts';

/** Terms further out add nothing that a number could hold. */
const negligible = 1e-15;

/** Two-sided p that a share of so many draws is `expected`: twice the exact binomial tail on the side that was seen. */
export function exceeds(hits: number, of: number, expected: number): number {
  const likelihood = (k: number) =>
    Math.exp(
      logFactorial(of) -
        logFactorial(k) -
        logFactorial(of - k) +
        k * Math.log(expected) +
        (of - k) * Math.log1p(-expected),
    );
  // Away from what is expected each is less likely than the one before.
  const step = hits >= of * expected ? 1 : -1;
  let p = 0;
  for (let k = hits; k >= 0 && k <= of; k += step) {
    const one = likelihood(k);
    p += one;
    if (one <= p * negligible) break;
  }
  return Math.min(1, 2 * p);
}
