import type { Effect, LeadState, TraceEntry } from '../../../core/types.ts';
import type { CompiledProgram } from '../../../program/compile/compile.ts';
import { refusalOf } from '../../delivery/refusal.ts';
import type { Rehearsed } from '../../rehearse.ts';
import type { Cancelled, LeadMigration, MigratedLead } from './types.ts';

interface Programs {
  base: CompiledProgram;
  proposed: CompiledProgram;
}

/** Reads what becomes of a lead out of what was decided for it. `queued`: its emails that have not left. */
export function migratedLead(
  { before, after, decisions, fault }: Rehearsed,
  tracks: ReadonlySet<string>,
  queued: readonly Effect[],
  programs: Programs,
): MigratedLead {
  const trace = decisions.flatMap(({ decision }) => decision.trace);
  const effects = decisions.flatMap(({ decision }) => decision.effects);
  const inFlight = Object.entries(before.enrolments).filter(([, { status }]) => status === 'active');
  return {
    lead: before.id,
    tracks: inFlight
      .filter(([track]) => tracks.has(track))
      .map(([track]) => becomes(track, before, after, trace))
      .sort((a, b) => (a.track < b.track ? -1 : 1)),
    cancelled: { ...cancelledOf(before, after, queued, programs), held: heldNoMore(before, after, trace) },
    sends: effects.filter(({ kind }) => kind === 'email').length,
    ...(fault !== null && { fault }),
  };
}

function becomes(
  track: string,
  before: LeadState,
  after: LeadState,
  trace: readonly TraceEntry[],
): LeadMigration {
  const was = before.enrolments[track];
  const is = after.enrolments[track];
  const place = { lead: before.id, track, step: was?.step ?? '' };
  if (is === undefined || is.status === 'ended')
    return { ...place, becomes: 'ended', reason: is?.reason ?? 'removed' };
  const next = after.timers.find(({ id }) => id === `step:${track}`)?.at;
  const due = next === undefined ? {} : { next };
  const move = trace.find((entry) => entry.did === 'move' && entry.track === track);
  if (move !== undefined) return { ...place, becomes: 'moved', to: is.step, ...due };
  if (is.step === was?.step && is.stepAt === was.stepAt) return { ...place, becomes: 'kept', ...due };
  return { ...place, becomes: 'goes_on', to: is.step, ...due };
}

function cancelledOf(
  before: LeadState,
  after: LeadState,
  queued: readonly Effect[],
  { base, proposed }: Programs,
): Omit<Cancelled, 'held'> {
  const nobody = new Map<string, string>();
  const leaves = (effect: Effect, lead: LeadState, compiled: CompiledProgram) =>
    refusalOf(effect, lead, { compiled, suppressed: nobody }) === undefined;
  const delayed = Object.entries(before.delayed).filter(
    ([id, { trigger }]) => !Object.hasOwn(after.delayed, id) && !(trigger in proposed.triggersById),
  );
  return {
    emails: queued.filter((effect) => leaves(effect, before, base) && !leaves(effect, after, proposed))
      .length,
    delayed: delayed.length,
  };
}

/** Held steps that the lead has left without their being done. */
function heldNoMore(before: LeadState, after: LeadState, trace: readonly TraceEntry[]): number {
  const left = Object.entries(before.enrolments).filter(([track, { status, held, step }]) => {
    const is = after.enrolments[track];
    const stands = is?.status === 'active' && is.step === step;
    const done = trace.some(
      (entry) =>
        (entry.did === 'email' || entry.did === 'step') && entry.track === track && entry.step === step,
    );
    return status === 'active' && held !== undefined && !stands && !done;
  });
  return left.length;
}
