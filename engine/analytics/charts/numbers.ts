/** Below this many a share is not given: its interval would span tens of points. */
export const fewest = 30;

/** A count in full: 12,345. */
export const count = (n: number): string => Math.round(n).toLocaleString('en');

/** A share (0-1): 34 %, 4.8 %, 0.31 %; what is not nothing is never written as nothing, nor what is not all as all. */
export function percent(share: number): string {
  const points = share * 100;
  const digits = Math.abs(points) >= 10 || points === 0 ? 0 : Math.abs(points) >= 1 ? 1 : 2;
  if (points > 99 && points < 100) return `${Math.min(99.9, Number(points.toFixed(1)))} %`;
  return `${Number(points.toFixed(digits))} %`;
}

/** `part` of `whole` as a share; `undefined` where the whole is too small to say. */
export function shareOf(part: number, whole: number): string | undefined {
  return whole < fewest ? undefined : percent(part / whole);
}
