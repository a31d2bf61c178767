import type { Condition } from './condition/ast.ts';

/** The condition and everything inside it, outermost first. What follows WHERE is inside. */
export function* walkCondition(condition: Condition): Generator<Condition> {
  yield condition;
  if (condition.op === 'and' || condition.op === 'or') {
    for (const member of condition.of) yield* walkCondition(member);
  } else if (condition.op === 'not') {
    yield* walkCondition(condition.of);
  } else if (condition.op === 'count' || condition.op === 'sum') {
    if (condition.where) yield* walkCondition(condition.where);
  } else if (condition.op === 'sequence') {
    for (const { where } of [condition.first, condition.second]) if (where) yield* walkCondition(where);
  }
}

/** Ids of the segments that it names. */
export function segmentsIn(condition: Condition): string[] {
  return [...walkCondition(condition)].flatMap((c) => (c.op === 'segment' ? [c.id] : []));
}
