import { limits } from './limits.ts';

/**
 * What a value adds to a sum, in whole thousandths: a number cut to `limits.amount` either way of 0, times 1,000 and
 * rounded, halves up, as doubles; anything else is 0. Whole numbers add up to the same in any order and in SQL, and
 * 900 events of the greatest amount still do.
 */
export function thousandthsOf(value: unknown): number {
  if (typeof value !== 'number') return 0;
  return round(Math.max(-limits.amount, Math.min(limits.amount, value)));
}

/** What a sum is compared with, in thousandths. */
export function limitOf(value: number): number {
  return round(value);
}

/** Whether a number is one that a sum can be compared with: within bounds and with three decimals at most. */
export function isLimit(value: number): boolean {
  return Math.abs(value) <= limits.sum && Number(value.toFixed(3)) === value;
}

function round(value: number): number {
  return Math.floor(value * 1000 + 0.5);
}
