import { type CompiledRule, forEvent } from '../../program/compile/compile.ts';
import { evaluate } from '../../program/condition/evaluate.ts';
import { ENGAGEMENT } from '../../program/score-models.ts';
import type { Draft } from '../draft.ts';
import { own, without } from '../records.ts';
import type { LeadEvent } from '../types.ts';
import { saw } from '../watch.ts';
import { periodOf } from './rule-period.ts';

/**
 * Gives the points of every scoring rule that holds for the arriving event. All rules see the lead with the event
 * counted and none of these points given, so their order does not matter.
 */
export function scoreEvent(draft: Draft, event: LeadEvent): void {
  const holding = forEvent(draft.program.rules, event.name).filter((rule) => evaluate(rule.when, draft.view));
  for (const { id, when } of holding) saw(draft, id, when);
  for (const rule of holding) {
    const points = rule.cap === undefined ? rule.points : withinCap(draft, rule, rule.cap, event);
    givePoints(draft, rule.id, points, rule.model);
    if (points !== rule.points) draft.trace.push({ did: 'score_capped', rule: rule.id });
  }
}

/** Every point goes through here, so that the scores are the sums of the ledger. `rule`: who gives them. */
export function givePoints(draft: Draft, rule: string, points: number, model: string = ENGAGEMENT): void {
  if (points === 0) return;
  const { lead } = draft;
  const score = (own(lead.scores, model) ?? 0) + points;
  lead.scores = score === 0 ? without(lead.scores, model) : { ...lead.scores, [model]: score };
  lead.score += points;
  draft.ledger.push({ rule, points, model });
  draft.trace.push({ did: 'score', rule, points, ...(model !== ENGAGEMENT && { model }) });
  draft.revision++;
}

/**
 * What of the rule's points its cap leaves in the event's period; points taken away are capped by their amount. An
 * event from before the period on record, as late or imported ones may be, counts in the one on record: one period
 * per rule is all that is kept, and so a cap is never exceeded.
 */
function withinCap(
  { lead }: Draft,
  { id, points }: CompiledRule,
  cap: NonNullable<CompiledRule['cap']>,
  { occurredAt }: LeadEvent,
): number {
  const before = own(lead.ruleCaps, id);
  const period = Math.max(periodOf(occurredAt, cap.per), before?.period ?? Number.NEGATIVE_INFINITY);
  const given = before?.period === period ? before.points : 0;
  const left = Math.max(0, Math.min(Math.abs(points), cap.points - given));
  if (left > 0) lead.ruleCaps = { ...lead.ruleCaps, [id]: { period, points: given + left } };
  return left === 0 ? 0 : Math.sign(points) * left;
}
