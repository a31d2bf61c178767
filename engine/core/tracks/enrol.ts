import type { CompiledTrack } from '../../program/compile/compile.ts';
import type { Condition } from '../../program/condition/ast.ts';
import { evaluate } from '../../program/condition/evaluate.ts';
import { type Draft, enrolmentOf, setEnrolment } from '../draft.ts';
import { isHeldOut, shareOut } from '../experiments.ts';
import type { Enrolment } from '../types.ts';
import { paceOf } from './waits.ts';

/**
 * Puts the lead at the track's first step, or says in the trace why not: `unknown_track`, `same_input` (the track
 * was entered or left by this very decision), `already_on`, `holdout` (the lead is held out), `no_reentry`, `too_soon`, what would end it at once
 * (`goal`, `exit:ID`), or `outranked` by a track of its group that the lead is on and that does not come after it. One
 * of lower priority ends as `replaced:ID`. `again` passes over the track's own rule for taking leads again.
 */
export function enrol(draft: Draft, id: string, by: string, { again = false } = {}): void {
  const track = draft.program.tracksById[id];
  const last = enrolmentOf(draft.lead, id);
  const refusal = track === undefined ? 'unknown_track' : refusalOf(draft, track, last, again);
  const [first] = track?.steps ?? [];
  if (refusal !== undefined || first === undefined) {
    draft.trace.push({ did: 'skip_enrol', track: id, reason: refusal ?? 'unknown_track' });
    return;
  }
  const rival = track && rivalOf(draft, track);
  if (rival !== undefined) endEnrolment(draft, rival.id, `replaced:${id}`);
  const n = (last?.n ?? 0) + 1;
  const { at } = draft;
  setEnrolment(draft, id, {
    n,
    status: 'active',
    step: first.id,
    startedAt: at,
    by,
    stepAt: at,
    ...paceOf(draft, first),
  });
  draft.moved.add(id);
  draft.trace.push({ did: 'enrol', track: id, n, by });
  draft.revision++;
}

/** Ends the active enrolment on the track, if there is one. */
export function endEnrolment(draft: Draft, id: string, reason: string): void {
  const enrolment = enrolmentOf(draft.lead, id);
  if (enrolment?.status !== 'active') return;
  const { held: _, pace: __, shift: ___, ...rest } = enrolment;
  setEnrolment(draft, id, { ...rest, status: 'ended', endedAt: draft.at, reason });
  draft.moved.add(id);
  draft.trace.push({ did: 'end', track: id, reason });
  draft.revision++;
}

/** `goal` or `exit:ID` when the lead has no business on the track (any more); the goal first, then exits by id. */
export function endingOf({ view }: Pick<Draft, 'view'>, { goal, exits }: CompiledTrack): string | undefined {
  if (goal !== undefined && evaluate(goal, view)) return 'goal';
  for (const { id, when } of exits) if (evaluate(when, view)) return `exit:${id}`;
  return undefined;
}

/** What it was that `endingOf` found to hold. */
export function endingCondition({ goal, exits }: CompiledTrack, ending: string): Condition | undefined {
  return ending === 'goal' ? goal : exits.find(({ id }) => ending === `exit:${id}`)?.when;
}

/** The track of the same group that the lead is on. */
export function rivalOf(
  { program, lead }: Pick<Draft, 'program' | 'lead'>,
  track: CompiledTrack,
): CompiledTrack | undefined {
  const { id, group } = track;
  if (group === undefined) return undefined;
  return program.groups[group]?.find(
    (other) => other.id !== id && enrolmentOf(lead, other.id)?.status === 'active',
  );
}

function refusalOf(
  draft: Draft,
  track: CompiledTrack,
  last: Enrolment | undefined,
  again: boolean,
): string | undefined {
  if (last?.status === 'active') return 'already_on';
  if (draft.moved.has(track.id)) return 'same_input';
  shareOut(draft);
  if (isHeldOut(draft)) return 'holdout';
  if (last !== undefined && !again) {
    if (track.reentry === 'never') return 'no_reentry';
    if (track.reentry !== 'always' && draft.at - (last.endedAt ?? draft.at) < track.reentry)
      return 'too_soon';
  }
  const ending = endingOf(draft, track);
  if (ending !== undefined) return ending;
  const rival = rivalOf(draft, track);
  return rival !== undefined && rival.priority >= track.priority ? 'outranked' : undefined;
}
