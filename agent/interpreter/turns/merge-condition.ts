import type { Condition } from '../../../engine/program/condition/ast.ts';
import { limits } from '../../../engine/program/condition/limits.ts';
import type { LeadDescription } from '../slots/condition.ts';

/**
 * The condition of an earlier question with what a new one names in the place of what it said: values of the same
 * field, what leads did, the period. Everything else stays.
 */
export function mergeCondition(
  before: Condition | undefined,
  now: LeadDescription,
  days: number | undefined,
): Condition | undefined {
  const replaced = new Set(now.fields.map(({ field }) => field));
  const kept = membersOf(before).filter(
    (member) => !namesField(member, replaced) && !(now.events.length > 0 && counts(member)),
  );
  const named = membersOf(now.condition);
  const daysBefore = membersOf(before)
    .map(daysOf)
    .find((known) => known !== undefined);
  const period = days ?? (now.windows.length === 0 ? daysBefore : undefined);
  const members = [
    ...kept.map((member) => (days === undefined ? member : withDays(member, days))),
    ...named.map((member) => (period === undefined ? member : withDays(member, period))),
  ];
  if (members.length === 0) return undefined;
  return members.length === 1 ? members[0] : { op: 'and', of: members };
}

function membersOf(condition: Condition | undefined): readonly Condition[] {
  if (!condition) return [];
  return condition.op === 'and' ? condition.of : [condition];
}

function namesField(c: Condition, fields: ReadonlySet<string>): boolean {
  return (c.op === 'field' || c.op === 'field_in') && fields.has(c.field);
}

function counts(c: Condition): boolean {
  return speaksOfPast(c) || ((c.op === 'and' || c.op === 'or') && c.of.every(counts));
}

function speaksOfPast(c: Condition): c is Extract<Condition, { op: 'count' | 'sum' | 'sequence' }> {
  return c.op === 'count' || c.op === 'sum' || c.op === 'sequence';
}

function daysOf(c: Condition): number | undefined {
  if (speaksOfPast(c)) return c.days;
  return c.op === 'and' || c.op === 'or' ? c.of.map(daysOf).find((days) => days !== undefined) : undefined;
}

function withDays(c: Condition, days: number): Condition {
  if (c.op === 'sequence') return { ...c, days: Math.min(days, limits.sequenceDays) };
  if (speaksOfPast(c)) return { ...c, days };
  if (c.op === 'and' || c.op === 'or') return { ...c, of: c.of.map((member) => withDays(member, days)) };
  return c.op === 'not' ? { ...c, of: withDays(c.of, days) } : c;
}
