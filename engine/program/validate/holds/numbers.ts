import type { Comparison } from '../../condition/ast.ts';

export interface Bound {
  is: Comparison;
  value: number;
}
/** Both ends belong to it unless they are open. */
export interface Interval {
  low: number;
  high: number;
  lowOpen: boolean;
  highOpen: boolean;
  excluded: ReadonlySet<number>;
}

/** The numbers that satisfy every bound, from `least` on; undefined when there are none. Whole ones only if `whole`. */
export function intervalOf(
  bounds: readonly Bound[],
  { least = Number.NEGATIVE_INFINITY, whole = false }: { least?: number; whole?: boolean } = {},
): Interval | undefined {
  let [low, high, lowOpen, highOpen] = [least, Number.POSITIVE_INFINITY, false, false];
  const excluded = new Set<number>();
  for (const { is, value } of bounds) {
    if (is === '!=') excluded.add(value);
    if (is === '=' || is === '>=' || is === '>') {
      if (value > low || (value === low && is === '>')) [low, lowOpen] = [value, is === '>'];
    }
    if (is === '=' || is === '<=' || is === '<') {
      if (value < high || (value === high && is === '<')) [high, highOpen] = [value, is === '<'];
    }
  }
  if (whole) {
    if (Number.isFinite(low)) [low, lowOpen] = [lowOpen ? Math.floor(low) + 1 : Math.ceil(low), false];
    if (Number.isFinite(high)) [high, highOpen] = [highOpen ? Math.ceil(high) - 1 : Math.floor(high), false];
    // Each is taken off once, so this ends after as many steps as there are bounds.
    while (excluded.has(low)) low += 1;
    while (excluded.has(high)) high -= 1;
  }
  const isEmpty = low > high || (low === high && (lowOpen || highOpen || excluded.has(low)));
  return isEmpty ? undefined : { low, high, lowOpen, highOpen, excluded };
}
