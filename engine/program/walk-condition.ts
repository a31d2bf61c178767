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

/** Ids of the segments that it names, of the lead itself or of its account's. */
export function segmentsIn(condition: Condition): string[] {
  return [...walkCondition(condition)].flatMap((c) =>
    c.op === 'segment' || c.op === 'stakeholders' ? [c.id] : [],
  );
}

/** Whether it says anything of an event that is arriving; what stands within a count does not. */
export function speaksOfArrival(condition: Condition): boolean {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.some(speaksOfArrival);
    case 'not':
      return speaksOfArrival(condition.of);
    case 'event':
    case 'property':
    case 'property_in':
    case 'property_known':
      return true;
    default:
      return false;
  }
}
