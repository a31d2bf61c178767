import type { CompiledProgram, CompiledTrack } from '../program/compile/compile.ts';
import type { Condition } from '../program/condition/ast.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import { printCondition } from '../program/condition/print.ts';
import { defaultVocabulary } from '../program/vocabulary.ts';
import { DraftView } from './draft-view.ts';
import { isHeldOut } from './experiments.ts';
import { own } from './records.ts';
import { endingOf, rivalOf } from './tracks/enrol.ts';
import type { Instant, LeadState } from './types.ts';

/** Why a lead is not on a track that it could enter by itself. */
export type WhyNotOn = {
  track: string;
} /** `missing`: the parts of the condition that are false, as condition texts. */ & (
  | { why: 'entry_does_not_hold'; missing: string[] }
  /** The track takes a lead only once. */
  | { why: 'been_on_it'; endedAt?: Instant; reason?: string }
  /** It may be entered again, but not before `until`. */
  | { why: 'too_soon'; until: Instant }
  /** It would end at once: `goal` or `exit:ID` holds. */
  | { why: 'would_end'; ending: string }
  /**
   * The condition has been true since it was last seen to become true, and then nobody was enrolled (imported
   * history, or a reason that is gone) or the enrolment is over. It enters when it comes true anew.
   */
  | { why: 'passed'; afterEnrolment: boolean }
  /** The hold-out keeps the lead off every track. */
  | { why: 'held_out' }
  /** The lead is on a track of the same group that does not come after it. */
  | { why: 'outranked'; by: string }
  /** Nothing is in the way: the lead enters when it is looked at next. */
  | { why: 'next_look' }
);

/**
 * One answer for each track with an entry condition that the lead is not on, by track id; for each track when the lead
 * is held out. Looks at the state with the
 * conditions and the evaluation that decisions use; decides nothing.
 */
export function whyNotOn(program: CompiledProgram, lead: LeadState, now: Instant): WhyNotOn[] {
  const view = new DraftView(lead, now, program);
  const isHeld = isHeldOut({ program, lead, view });
  return program.tracks.flatMap((track): WhyNotOn[] => {
    const isOn = own(lead.enrolments, track.id)?.status === 'active';
    if (isOn) return [];
    if (isHeld) return [{ track: track.id, why: 'held_out' }];
    return track.entry === undefined ? [] : [whyNot(program, track, track.entry, lead, view)];
  });
}

function whyNot(
  program: CompiledProgram,
  track: CompiledTrack,
  entry: Condition,
  lead: LeadState,
  view: DraftView,
): WhyNotOn {
  const { id, reentry } = track;
  const last = own(lead.enrolments, id);
  if (last !== undefined && reentry === 'never') {
    const { endedAt, reason } = last;
    return {
      track: id,
      why: 'been_on_it',
      ...(endedAt !== undefined && { endedAt }),
      ...(reason !== undefined && { reason }),
    };
  }
  const missing = falseParts(entry, view);
  if (missing.length > 0) return { track: id, why: 'entry_does_not_hold', missing };

  const ending = endingOf({ view }, track);
  if (ending !== undefined) return { track: id, why: 'would_end', ending };
  const rival = rivalOf({ program, lead }, track);
  if (rival !== undefined && rival.priority >= track.priority) {
    return { track: id, why: 'outranked', by: rival.id };
  }
  if (lead.entries.includes(id)) return { track: id, why: 'passed', afterEnrolment: last !== undefined };
  const until = typeof reentry === 'number' ? (last?.endedAt ?? 0) + reentry : 0;
  return last !== undefined && until > view.now
    ? { track: id, why: 'too_soon', until }
    : { track: id, why: 'next_look' };
}

/** Of an AND the members that are false; of anything else the whole, when it is. */
function falseParts(condition: Condition, view: DraftView): string[] {
  const parts = condition.op === 'and' ? condition.of : [condition];
  return parts.filter((part) => !evaluate(part, view)).map((part) => printCondition(part, defaultVocabulary));
}
