import type { Database } from '../../../db/connection.ts';
import type { Instant, LeadId, LeadState } from '../../core/types.ts';
import { whyNotOn } from '../../core/why-not-on.ts';
import type { CompiledProgram, CompiledTrack } from '../../program/compile/compile.ts';
import type { Program } from '../../program/schema.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { becauseOf, beginningOfEnrolment } from './because.ts';
import { evidenceNow } from './evidence.ts';
import { leadName } from './lead-name.ts';
import { type Moment, observe, vouched } from './observe.ts';
import { readPast } from './relive.ts';
import type { WhyNotEmail, WhyTrack } from './types.ts';

/**
 * Why a lead is on a track of the program in force, was on it, or is not; undefined when there is no such lead. How it
 * came there is told with the values of that moment, where it stands and why it does not enter with those of `now`.
 */
export async function whyTrack(
  db: Database,
  compiled: CompiledProgram,
  lead: LeadId,
  { track: id, now }: { track: string; now: Instant },
): Promise<{ why: WhyTrack; moments: Moment[] } | undefined> {
  const past = await readPast(db, lead);
  const track = compiled.tracksById[id];
  if (!past || !track) return undefined;
  const state = stateOf(past.lead);
  const moments = observe(past, { of: (name) => /^(?:entry|trigger|goal|exit|step):/.test(name) });
  const latest = state.enrolments[id];
  const began = latest && beginningOfEnrolment(moments, id, latest.n);
  const isOn = latest?.status === 'active';
  const whyNot = isOn ? undefined : whyNotOn(compiled, state, now).find((answer) => answer.track === id);
  const next = isOn ? nextEmail(track, state) : undefined;
  const why: WhyTrack = {
    lead,
    name: leadName(past.lead.fields),
    track: id,
    ...(latest && { enrolment: enrolmentOf(moments, compiled, state, track, now) }),
    ...(next && { nextEmail: next }),
    ...(whyNot && { whyNot }),
    ...(track.entry && !isOn && { entry: evidenceNow(track.entry, compiled, state, now) }),
    enrolledBy: enrollersOf(compiled.program, id),
    values: began ? vouched(began) : 'replayed',
  };
  return { why, moments };
}

/** Why the lead has not got an email of the track. */
export function whyNotEmail(
  { why, moments }: { why: WhyTrack; moments: readonly Moment[] },
  track: CompiledTrack,
  step: string,
): WhyNotEmail {
  const { enrolment } = why;
  const answer = (because: WhyNotEmail['why']): WhyNotEmail => ({ step, why: because, of: why });
  if (!enrolment) return answer({ because: 'not_on' });
  for (const { row, recorded } of moments.toReversed()) {
    if (row.at < enrolment.startedAt) break;
    for (const did of recorded.trace) {
      if (!('step' in did) || did.track !== track.id || did.step !== step) continue;
      if (did.did === 'drop') return answer({ because: 'dropped', at: row.at, reason: did.reason });
      if (did.did === 'skip_email') return answer({ because: 'had', at: row.at });
    }
  }
  if (enrolment.status === 'ended') return answer({ because: 'ended' });
  if (enrolment.step === step) return answer({ because: 'held' });
  const [here, there] = [track.position[enrolment.step] ?? 0, track.position[step] ?? 0];
  return answer({ because: here < there ? 'not_yet' : 'passed' });
}

function enrolmentOf(
  moments: readonly Moment[],
  compiled: CompiledProgram,
  state: LeadState,
  track: CompiledTrack,
  now: Instant,
): WhyTrack['enrolment'] {
  const latest = state.enrolments[track.id];
  if (!latest) return undefined;
  const { n, status, startedAt, step, stepAt, held, endedAt, reason } = latest;
  const began = beginningOfEnrolment(moments, track.id, n);
  const because = began && becauseOf(moments, began, track.id);
  const timer = state.timers.find(({ id }) => id === `step:${track.id}`);
  const current = status === 'active' ? track.steps[track.position[step] ?? -1] : undefined;
  const ended = moments.findLast(({ recorded }) =>
    recorded.trace.some((entry) => entry.did === 'end' && entry.track === track.id),
  );
  const ending = ended?.evidence.get(
    reason === 'goal' ? `goal:${track.id}` : `exit:${track.id}/${reason?.slice(5)}`,
  );
  return {
    n,
    status,
    startedAt,
    ...(because && { because }),
    step,
    stepAt,
    ...(held && { held }),
    ...(timer && { nextDueAt: timer.at }),
    ...(current?.kind === 'wait-for' && {
      waitsFor: evidenceNow(current.when, compiled, state, now).evidence,
    }),
    ...(endedAt !== undefined && { endedAt }),
    ...(reason !== undefined && { reason }),
    ...(status === 'ended' && ending && { ending }),
  };
}

/** By the order of the steps; branches and splits are passed over as if the next step followed. */
function nextEmail({ id, position, steps }: CompiledTrack, state: LeadState): WhyTrack['nextEmail'] {
  const enrolment = state.enrolments[id];
  const place = enrolment && position[enrolment.step];
  if (enrolment === undefined || place === undefined) return undefined;
  let notBefore = state.timers.find((timer) => timer.id === `step:${id}`)?.at ?? enrolment.stepAt;
  let after: string | undefined;
  for (const [offset, step] of steps.slice(place).entries()) {
    if (step.kind === 'email') return { step: step.id, notBefore, ...(after !== undefined && { after }) };
    if (step.kind === 'wait-for') after = step.id;
    if (step.kind !== 'wait' || offset === 0) continue;
    if (step.forMs !== undefined) notBefore += step.forMs;
    else if (step.untilMs !== undefined) notBefore = Math.max(notBefore, enrolment.startedAt + step.untilMs);
    else after = step.id;
  }
  return undefined;
}

/** What puts leads on a track besides its own entry. */
function enrollersOf({ tracks, triggers, scoring }: Program, track: string): string[] {
  const enrols = (action: { do: string; track?: string }) => action.do === 'enrol' && action.track === track;
  return [
    ...Object.entries(triggers).flatMap(([id, { actions }]) =>
      actions.some(enrols) ? [`trigger:${id}`] : [],
    ),
    ...Object.entries(scoring.thresholds).flatMap(([id, { actions }]) =>
      actions.some(enrols) ? [`threshold:${id}`] : [],
    ),
    ...Object.entries(tracks).flatMap(([id, { steps }]) =>
      id !== track && steps.some((step) => step.kind === 'action' && enrols(step.action))
        ? [`track:${id}`]
        : [],
    ),
  ];
}
