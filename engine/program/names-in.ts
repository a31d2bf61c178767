import type { Condition } from './condition/ast.ts';
import { walk } from './condition/walk.ts';

/** Ids of the segments that a condition names. */
export function segmentsIn(condition: Condition): string[] {
  return [...walk(condition)].flatMap((c) => (c.op === 'segment' ? [c.id] : []));
}

/** Ids of the tracks that a condition names. */
export function tracksIn(condition: Condition): string[] {
  return [...walk(condition)].flatMap((c) => (c.op === 'track' ? [c.id] : []));
}
