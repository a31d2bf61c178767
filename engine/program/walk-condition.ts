import type { Condition } from './condition/ast.ts';

/** The condition and everything inside it, outermost first. The `where` of a count is inside. */
export function* walkCondition(condition: Condition): Generator<Condition> {
  yield condition;
  if (condition.op === 'and' || condition.op === 'or') {
    for (const member of condition.of) yield* walkCondition(member);
  } else if (condition.op === 'not') {
    yield* walkCondition(condition.of);
  } else if (condition.op === 'count' && condition.where) {
    yield* walkCondition(condition.where);
  }
}

/** Ids of the segments that it names. */
export function segmentsIn(condition: Condition): string[] {
  return [...walkCondition(condition)].flatMap((c) => (c.op === 'segment' ? [c.id] : []));
}
