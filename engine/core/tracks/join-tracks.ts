import type { CompiledTrack } from '../../program/compile/compile.ts';
import { evaluate } from '../../program/condition/evaluate.ts';
import { type Draft, enrolmentOf } from '../draft.ts';
import type { LeadState } from '../types.ts';
import { saw } from '../watch.ts';
import { endEnrolment, endingCondition, endingOf, enrol } from './enrol.ts';

/** Ends the active enrolments whose goal is reached or whose exit holds. */
export function leaveTracks(draft: Draft): void {
  for (const track of draft.program.tracks) {
    if (enrolmentOf(draft.lead, track.id)?.status !== 'active') continue;
    const ending = endingOf(draft, track);
    if (ending === undefined) continue;
    const when = endingCondition(track, ending);
    if (when)
      saw(draft, ending === 'goal' ? `goal:${track.id}` : `exit:${track.id}/${ending.slice(5)}`, when);
    endEnrolment(draft, track.id, ending);
  }
}

/**
 * Enters the tracks whose entry condition came true since it was last looked at. A condition that stays true does
 * not enter again, whatever the track's rule of re-entry; a new track's condition counts as not true before.
 * At historic events what came true is only noted. Tracks of higher priority are tried first.
 */
export function joinTracks(draft: Draft): void {
  const { lead, program } = draft;
  const before = lead.entries;
  const entries: string[] = [];
  for (const track of program.tracksByPriority) {
    if (track.entry === undefined) continue;
    // A track that cannot be entered again is no longer watched; should its rule change, it counts as true by then.
    const watched = mayEnter(lead, track);
    if (watched && !evaluate(track.entry, draft.view)) continue;
    entries.push(track.id);
    if (!watched || draft.silent || before.includes(track.id)) continue;
    saw(draft, `entry:${track.id}`, track.entry);
    enrol(draft, track.id, 'entry');
  }
  if (program.tracksByPriority !== program.tracks) entries.sort();
  if (entries.length !== before.length || entries.some((id, place) => id !== before[place]))
    lead.entries = entries;
}

/** Whether the track's entry condition can still matter for the lead. */
export function mayEnter(lead: LeadState, track: CompiledTrack): boolean {
  return track.reentry !== 'never' || enrolmentOf(lead, track.id) === undefined;
}
