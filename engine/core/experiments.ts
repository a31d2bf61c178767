import { evaluate } from '../program/condition/evaluate.ts';
import { HELD, HOLDOUT } from '../program/experiment-fields.ts';
import { armOf, drawArm } from './arms.ts';
import type { Draft } from './draft.ts';
import { updateSegments } from './segments.ts';
import { saw } from './watch.ts';

/**
 * Gives the lead its arm of every experiment whose population it has come to be of; it keeps it, whatever becomes of the
 * population. An arm may bring the lead into a segment and that into another population, so they are looked at again.
 * Segments are up to date afterwards.
 */
export function assignArms(draft: Draft): void {
  const { lead, program } = draft;
  if (program.populations.length === 0) return;
  for (let open = program.populations; ; ) {
    open = open.filter(({ id }) => armOf(lead, id) === undefined);
    if (open.length === 0) return;
    updateSegments(draft);
    const joined = open.filter(({ when }) => evaluate(when, draft.view));
    for (const { id, when, arms } of joined) {
      saw(draft, `experiment:${id}`, when);
      assign(draft, id, drawArm(id, arms, lead.id).id);
    }
    if (joined.length === 0) return;
    updateSegments(draft);
  }
}

/** Shares the lead out for the hold-out, once for good, unless it was nurtured before or is excepted. */
export function shareOut(draft: Draft): void {
  const { lead, program, view } = draft;
  const { holdout } = program;
  if (holdout === undefined || armOf(lead, HOLDOUT) !== undefined) return;
  for (const _ in lead.enrolments) return;
  if (holdout.except !== undefined) {
    updateSegments(draft);
    if (evaluate(holdout.except, view)) return;
  }
  assign(draft, HOLDOUT, drawArm(HOLDOUT, holdout.arms, lead.id).id);
}

/** Whether no track takes the lead. */
export function isHeldOut({ lead, program, view }: Pick<Draft, 'lead' | 'program' | 'view'>): boolean {
  const { holdout } = program;
  if (holdout === undefined || armOf(lead, HOLDOUT) !== HELD) return false;
  return holdout.except === undefined || !evaluate(holdout.except, view);
}

function assign(draft: Draft, experiment: string, arm: string): void {
  const { lead, trace } = draft;
  lead.variants = { ...lead.variants, [experiment]: arm };
  trace.push({ did: 'assign', experiment, arm });
  draft.revision++;
}
