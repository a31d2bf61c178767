import type { Condition } from '../../../program/condition/ast.ts';
import { allowedInWhere } from '../../../program/condition/check.ts';
import { speaksOfArrival, walkCondition } from '../../../program/walk-condition.ts';

/** How far back a plan looks for the events that a scoring rule gives points for. */
export const scoredDays = 30;

/**
 * The leads for whom the condition on an arriving event came true in the last `days`: the event becomes a count of at
 * least one, the conditions on its properties become its WHERE, and what is said of the lead is asked of the lead as it
 * is now. Undefined where that cannot be written, as for an event that stands under NOT.
 */
export function asPastEvents(condition: Condition, days: number): Condition | undefined {
  if (condition.op === 'or') {
    const members = condition.of.map((member) => asPastEvents(member, days));
    return members.every((member) => member !== undefined) ? { op: 'or', of: members } : undefined;
  }
  const members = membersOf(condition);
  const [event, another] = members.filter((member) => member.op === 'event');
  const where = members.filter(isOfProperties);
  const ofLead = members.filter((member) => member.op !== 'event' && !isOfProperties(member));
  if (!event || another || ofLead.some(speaksOfArrival)) return undefined;
  return all([
    {
      op: 'count',
      event: event.event,
      ...(where.length > 0 && { where: all(where) }),
      is: '>=',
      value: 1,
      days,
    },
    ...ofLead,
  ]);
}

function membersOf(condition: Condition): Condition[] {
  return condition.op === 'and' ? condition.of.flatMap(membersOf) : [condition];
}

/** `members` has at least one. */
function all(members: readonly Condition[]): Condition {
  return members.length === 1 ? (members[0] as Condition) : { op: 'and', of: members };
}

function isOfProperties(condition: Condition): boolean {
  return [...walkCondition(condition)].every(({ op }) => allowedInWhere.has(op));
}
