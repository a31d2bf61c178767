import type { Sample } from '../statistics/welch.ts';

/** A sample of which the database gave how many, their sum and that of their squares. */
export function sampleOf(count: number, sum: number, squares: number): Sample {
  const mean = count === 0 ? 0 : sum / count;
  // The subtraction may leave a rounding error below nothing.
  const variance = count < 2 ? 0 : Math.max(0, (squares - count * mean ** 2) / (count - 1));
  return { count, mean, variance };
}
