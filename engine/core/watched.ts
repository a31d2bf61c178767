import type { Condition } from '../program/condition/ast.ts';
import { earliestChange } from '../program/condition/earliest-change.ts';
import { armOf } from './arms.ts';
import { type Draft, enrolmentOf } from './draft.ts';
import { mayEnter } from './tracks/join-tracks.ts';
import type { Instant } from './types.ts';

/**
 * The earliest instant after now at which time alone may change the lead's segments, its fit, what fires a trigger, the
 * entry of a track it may enter, the goal and exits of a track it is on, what it waits for there, what ends its
 * cadence, or whether it is of an experiment's population. Branches look when they are reached and need no timer.
 */
export function nextWindow({ program, lead, view }: Draft): Instant | undefined {
  const { timed } = program;
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
    const awaited = waits[enrolment.step];
    if (awaited !== undefined) watch(awaited);
  }
  for (const { id, when } of timed.populations) if (armOf(lead, id) === undefined) watch(when);
  const ending = lead.cadence && timed.cadences[lead.cadence.id];
  if (ending !== undefined) watch(ending);
  return next;
}
