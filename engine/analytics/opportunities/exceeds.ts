import { logFactorial } from '../statistics/distributions.ts';

/** Two-sided p that a share of so many draws is `expected`: twice the exact binomial tail on the side that was seen. */
export function exceeds(hits: number, of: number, expected: number): number {
  const logs = [Math.log(expected), Math.log1p(-expected)] as const;
  const likelihood = (k: number) =>
    Math.exp(logFactorial(of) - logFactorial(k) - logFactorial(of - k) + k * logs[0] + (of - k) * logs[1]);
  const [from, to] = hits >= of * expected ? [hits, of] : [0, hits];
  let p = 0;
  for (let k = from; k <= to; k++) p += likelihood(k);
  return Math.min(1, 2 * p);
}
