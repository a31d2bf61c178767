import type { Figure } from './figures.ts';
import { inBase, isTime } from './units.ts';

const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether some figure of the evidence says what the claimed one says: the same value in the same unit. */
export function isSupported(claimed: Figure, evidence: readonly Figure[]): boolean {
  return evidence.some((found) =>
    claimed.values.some((value) => found.values.some((other) => says(claimed, value, found, other))),
  );
}

function says(claimed: Figure, value: number, found: Figure, other: number): boolean {
  const [left, right] = [claimed.unit, found.unit];
  if (left !== undefined && right !== undefined) {
    const [a, b] = [inBase(value, left), inBase(other, right)];
    return a.family === b.family && same(a.value, b.value);
  }
  // Half is 50 %.
  if (left === 'percent' && right === undefined && other < 1 && same(value, other * 100)) return true;
  if (right === 'percent' && left === undefined && value < 1 && same(value * 100, other)) return true;
  if (!same(value, other)) return false;
  if (left === right) return true;
  // The unit of a table stands in its head, that of `the middle is five hours, the upper quarter eleven` further up.
  if (right === undefined) return found.anyUnit === true || (left !== undefined && isTime(left));
  return isTime(right) || right === 'times';
}
