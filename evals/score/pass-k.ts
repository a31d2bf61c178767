/**
 * The chance that k trials taken from n all pass, when c of the n passed: C(c, k) / C(n, k). k at most n.
 */
export function passK(passed: number, trials: number, k: number): number {
  let share = 1;
  for (let i = 0; i < k; i++) share *= Math.max(0, passed - i) / (trials - i);
  return share;
}
