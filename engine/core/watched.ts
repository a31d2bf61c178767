import type { CompiledProgram, CompiledTrack } from '../program/compile/compile.ts';
import type { Condition } from '../program/condition/ast.ts';
import { earliestChange } from '../program/condition/earliest-change.ts';
import { walkCondition } from '../program/walk-condition.ts';
import { type Draft, enrolmentOf } from './draft.ts';
import { mayEnter } from './tracks/join-tracks.ts';
import type { Instant } from './types.ts';

/** The conditions of a program that time alone can change; all others need no timer. */
interface Timed {
  /** Of segments, fit rules, and triggers that speak of the lead alone. */
  always: readonly Condition[];
  tracks: readonly {
    track: CompiledTrack;
    entry: readonly Condition[];
    endings: readonly Condition[];
    /** What a wait-for waits for, by the step's id. */
    waits: ReadonlyMap<string, Condition>;
  }[];
  /** What ends a cadence, by its id. */
  cadences: ReadonlyMap<string, Condition>;
}

/** By program: which conditions are timed does not change while the program is in force. */
const timedOf = new WeakMap<CompiledProgram, Timed>();

/**
 * The earliest instant after now at which time alone may change the lead's segments, its fit, what fires a trigger, the
 * entry of a track it may enter, the goal and exits of a track it is on, what it waits for there, or what ends its
 * cadence. Branches look when they are reached and need no timer.
 */
export function nextWindow({ program, lead, view }: Draft): Instant | undefined {
  const timed = timedOf.get(program) ?? remember(program);
  let next: Instant | undefined;
  const watch = (condition: Condition) => {
    const change = earliestChange(condition, view);
    if (change !== undefined && (next === undefined || change < next)) next = change;
  };
  timed.always.forEach(watch);
  for (const { track, entry, endings, waits } of timed.tracks) {
    if (mayEnter(lead, track)) entry.forEach(watch);
    const enrolment = enrolmentOf(lead, track.id);
    if (enrolment?.status !== 'active') continue;
    endings.forEach(watch);
    const awaited = waits.get(enrolment.step);
    if (awaited !== undefined) watch(awaited);
  }
  const ending = lead.cadence && timed.cadences.get(lead.cadence.id);
  if (ending !== undefined) watch(ending);
  return next;
}

function remember(program: CompiledProgram): Timed {
  const timed: Timed = {
    always: [...program.segments, ...program.fit, ...program.stateTriggers]
      .map(({ when }) => when)
      .filter(isTimed),
    tracks: program.tracks
      .map((track) => ({
        track,
        entry: [track.entry].filter((when) => when !== undefined).filter(isTimed),
        endings: [track.goal, ...track.exits.map(({ when }) => when)]
          .filter((when) => when !== undefined)
          .filter(isTimed),
        waits: timedById(
          track.steps.map((step) => [step.id, step.kind === 'wait-for' ? step.when : undefined]),
        ),
      }))
      .filter(({ entry, endings, waits }) => entry.length + endings.length + waits.size > 0),
    cadences: timedById(Object.values(program.cadences).map(({ id, until }) => [id, until])),
  };
  timedOf.set(program, timed);
  return timed;
}

function timedById(conditions: readonly [string, Condition | undefined][]): Map<string, Condition> {
  const timed = new Map<string, Condition>();
  for (const [id, condition] of conditions) {
    if (condition !== undefined && isTimed(condition)) timed.set(id, condition);
  }
  return timed;
}

function isTimed(condition: Condition): boolean {
  for (const part of walkCondition(condition)) {
    if (part.op === 'date' || part.op === 'sequence') return true;
    if ((part.op === 'count' || part.op === 'sum') && part.days !== undefined) return true;
  }
  return false;
}
