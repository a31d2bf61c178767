import type { CompiledProgram } from '../../program/compile/compile.ts';
import { HELD, HOLDOUT } from '../../program/experiment-fields.ts';
import { armOf } from '../arms.ts';
import { type Draft, enrolmentOf, setEnrolment } from '../draft.ts';
import { rivalOf } from '../tracks/enrol.ts';
import type { Effect, Enrolment, LeadState } from '../types.ts';

/** What of the other's outbox the merge goes by. */
interface Outbox {
  queued: readonly Effect[];
  had: Readonly<Record<string, readonly string[]>>;
}

/**
 * The lead stays where it is on every track that it is or was on, and passes over emails there that the other has had.
 * Tracks that only the other has been on go on here, at the same step. What was queued for the other goes out to this
 * lead: tasks and notices all, emails where their enrolment goes on here.
 */
export function mergeEnrolments(draft: Draft, loser: LeadState, { queued, had }: Outbox): void {
  const { lead, trace, at } = draft;
  const carried = new Map(
    carriedEnrolments(draft.program, lead, loser).map((entry) => [entry.track, entry.enrolment]),
  );
  for (const [track, steps] of Object.entries(had).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const enrolment = enrolmentOf(lead, track);
    if (enrolment?.status !== 'active' || carried.has(track)) continue;
    const all = [...new Set([...(enrolment.had ?? []), ...steps])].sort();
    if (all.length > 0) setEnrolment(draft, track, { ...enrolment, had: all });
  }
  for (const track of keptOff(draft.program, lead, loser))
    trace.push({ did: 'skip_enrol', track, reason: 'holdout' });
  for (const [track, enrolment] of carried) {
    setEnrolment(draft, track, enrolment);
    if (enrolment.status !== 'active') continue;
    draft.moved.add(track);
    trace.push({ did: 'enrol', track, n: enrolment.n, by: `merge:${loser.id}` });
  }
  for (const effect of queued) {
    if (effect.kind !== 'email') {
      draft.effects.push(effect);
      continue;
    }
    const enrolment = carried.get(effect.track);
    if (enrolment === undefined) continue;
    draft.effects.push({ ...effect, enrolment: enrolment.n, notBefore: Math.max(at, effect.notBefore) });
    trace.push({ did: 'email', track: effect.track, step: effect.step, item: effect.content.item });
  }
}

/**
 * The other's enrolments that become the lead's, by track: of tracks that it was never on, and of those that both
 * have left the one that ended later, which re-entry counts from. Where the lead is on another track of the same group
 * it stays on that one, and a lead that is held out takes over none that goes on.
 */
export function carriedEnrolments(
  program: CompiledProgram,
  lead: LeadState,
  loser: LeadState,
): { track: string; from: number; enrolment: Enrolment }[] {
  const isRivalled = (id: string, theirs: Enrolment): boolean => {
    const track = program.tracksById[id];
    if (theirs.status === 'active' && isHeld(program, lead)) return true;
    return (
      track !== undefined && theirs.status === 'active' && rivalOf({ program, lead }, track) !== undefined
    );
  };
  return Object.entries(loser.enrolments)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([track, theirs]) => {
      const ours = enrolmentOf(lead, track);
      if (ours === undefined)
        return isRivalled(track, theirs) ? [] : [{ track, from: theirs.n, enrolment: theirs }];
      const isLater = ours.status === 'ended' && (theirs.endedAt ?? 0) > (ours.endedAt ?? 0);
      if (theirs.status !== 'ended' || !isLater) return [];
      return [{ track, from: theirs.n, enrolment: { ...theirs, n: ours.n + 1 } }];
    });
}

/** Tracks that the other is on, and that a lead which is held out does not come on by the merge. */
function keptOff(program: CompiledProgram, lead: LeadState, loser: LeadState): string[] {
  if (!isHeld(program, lead)) return [];
  return Object.entries(loser.enrolments)
    .flatMap(([track, { status }]) => (status === 'active' && !enrolmentOf(lead, track) ? [track] : []))
    .sort();
}

function isHeld(program: CompiledProgram, lead: LeadState): boolean {
  return program.holdout !== undefined && armOf(lead, HOLDOUT) === HELD;
}
