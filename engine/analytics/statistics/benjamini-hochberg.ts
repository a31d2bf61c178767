/**
 * Adjusts the p values of many comparisons made at once, in their order: those at most 0.05 then hold at most 5 % false
 * ones on average. Each is p x comparisons / rank, and at most that of the next greater one.
 * Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const descending = ps.map((p, place) => ({ p, place })).toSorted((a, b) => b.p - a.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 1;
  descending.forEach(({ p, place }, at) => {
    least = Math.min(least, (p * ps.length) / (ps.length - at));
    adjusted[place] = least;
  });
  return adjusted;
}
