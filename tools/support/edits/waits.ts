import { dayMs, durationMs } from '../../../engine/program/duration.ts';
import type { Step } from '../../../engine/program/schema.ts';
import { emailSteps } from '../email-step.ts';
import { dayOf, emailAt } from './emails.ts';
import type { DraftStep, Made, TrackOf } from './made.ts';
import { changeStep, freeStepId, insertBefore, leadsTo } from './steps.ts';
import { changedSteps } from './track-edits.ts';

type Wait = Extract<Step, { kind: 'wait' }>;

/** Sends an email on a day of the track, 1 being that of joining; the others stay on theirs. */
export function moveEmailToDay(of: TrackOf, number: number, day: number): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const { track } = of;
  if (email.day === day) return { problem: `Email ${number} of ${track.title} is on day ${day} already.` };
  const wait = track.steps[email.place - 1];
  if (email.day === undefined || email.place === 0 || wait?.kind !== 'wait' || wait.untilDay === undefined) {
    if (
      email.day === undefined ||
      leadTo(of, email.step.id) ||
      (wait?.kind === 'wait' && wait.for === undefined)
    )
      return {
        problem: `Email ${number} of ${track.title} does not wait for a day of its own, so it cannot be moved alone; set the wait before it.`,
      };
  }
  const days = emailSteps(track).map(({ step }) => dayOf(track, track.steps.indexOf(step)));
  const [before, after] = [days[number - 2] ?? 1, dayAfter(of, email.place)];
  if (day < before || (day === before && number > 1) || day < 1 || (after !== undefined && day >= after))
    return {
      problem: `Day ${day} is not between what comes before email ${number} of ${track.title} (day ${before}) and what comes after it${after === undefined ? '' : ` (day ${after})`}. Move that first.`,
    };
  const title = `Move email ${number} of ${track.title} from day ${email.day} to day ${day}`;
  if (wait?.kind === 'wait')
    return changedSteps(
      title,
      of,
      changeStep(track.steps, wait.id, (step) => waiting(step, { untilDay: day })),
    );
  const added = { id: freeStepId(track.steps, `until-day-${day}`), kind: 'wait', untilDay: day } as const;
  return changedSteps(title, of, insertBefore(track.steps, email.step.id, [added]));
}

/** The first day that a wait after this place is for. */
function dayAfter({ track }: TrackOf, place: number): number | undefined {
  const wait = track.steps.slice(place).find((step) => step.kind === 'wait' && step.untilDay !== undefined);
  return wait?.kind === 'wait' ? wait.untilDay : undefined;
}

function leadTo({ track }: TrackOf, id: string): boolean {
  return track.steps.some((step) => leadsTo(step, id));
}

/**
 * The wait before an email takes this long, counted from what comes before it. Where the track goes by days, it is
 * until the day on which that is over, and later days move only where they would no longer come after it.
 */
export function setWaitBefore(of: TrackOf, number: number, length: string): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const { track } = of;
  const title = `Wait ${length} before email ${number} of ${track.title}`;
  const place = lastWait(track.steps, email.place);
  if (place === undefined) {
    const added = { id: freeStepId(track.steps, `wait-${number}`), kind: 'wait', for: length } as const;
    return changedSteps(title, of, insertBefore(track.steps, email.step.id, [added]));
  }
  return waitSet(title, of, place, length);
}

/** The wait of this number, of those between emails, takes this long. */
export function setWait(of: TrackOf, number: number, length: string): Made {
  const waits = of.track.steps.flatMap((step, place) => (step.kind === 'wait' ? [place] : []));
  const place = waits.at(number > 0 ? number - 1 : number);
  if (place === undefined)
    return { problem: `${of.track.title} has ${waits.length} waits, so there is no wait ${number}.` };
  const which = number > 0 ? `wait ${number}` : 'the last wait';
  return waitSet(
    `${which} of ${of.track.title} takes ${length}`.replace(/^w/, 'W').replace(/^t/, 'T'),
    of,
    place,
    length,
  );
}

function waitSet(title: string, of: TrackOf, place: number, length: string): Made {
  const { track } = of;
  const wait = track.steps[place] as Wait;
  const from = dayOf(track, place);
  const whole = durationMs(length) % dayMs === 0 && from !== undefined && wait.untilDay !== undefined;
  if (!whole)
    return changedSteps(
      title,
      of,
      changeStep(track.steps, wait.id, (step) => waiting(step, { for: length })),
    );
  const day = (from as number) + durationMs(length) / dayMs;
  const by = day - (wait.untilDay as number);
  const next = dayAfter(of, place + 1);
  const shifts = next !== undefined && next <= day;
  const steps = track.steps.map((step, at): DraftStep => {
    if (at === place) return waiting(step, { untilDay: day });
    if (!shifts || at < place || step.kind !== 'wait' || step.untilDay === undefined) return step;
    return { ...step, untilDay: step.untilDay + by };
  });
  const notes = shifts ? [`What comes after it moves ${by === 1 ? 'a day' : `${by} days`} later too.`] : [];
  return changedSteps(title, of, steps, notes);
}

/** The place of the plain wait that the email at `place` comes after, with no other email between. */
function lastWait(steps: readonly Step[], place: number): number | undefined {
  for (let at = place - 1; at >= 0; at--) {
    const step = steps[at] as Step;
    if (step.kind === 'email') return undefined;
    if (step.kind === 'wait' && step.until === undefined && step.untilDate === undefined) return at;
  }
  return undefined;
}

function waiting(step: DraftStep, how: Partial<Wait>): DraftStep {
  return { id: step.id, kind: 'wait', ...(step.title !== undefined && { title: step.title }), ...how };
}

/** An email every so many days, the first staying where it is; what the track does after the last moves with it. */
export function spaceEmails(of: TrackOf, days: number): Made {
  const { track } = of;
  const emails = emailSteps(track).map(({ step, email }) => ({ email, place: track.steps.indexOf(step) }));
  const first = emails[0] && dayOf(track, emails[0].place);
  const stuck = emails.find(({ place, email }) => email > 1 && lastWait(track.steps, place) === undefined);
  if (first === undefined || emails.length < 2 || stuck)
    return {
      problem: stuck
        ? `Email ${stuck.email} of ${track.title} has no wait of its own before it, so the emails cannot all be spaced; set single waits.`
        : `${track.title} has no two emails whose days are known.`,
    };
  const byPlace = new Map<number, DraftStep>();
  let moved = 0;
  let from = emails[0]?.place ?? 0;
  for (const [n, { place }] of emails.entries()) {
    if (n === 0) continue;
    const target = first + n * days;
    const last = lastWait(track.steps, place) as number;
    const wait = track.steps[last] as Wait;
    if (wait.untilDay === undefined) byPlace.set(last, waiting(wait, { for: daysText(days) }));
    else {
      moved = target - wait.untilDay;
      shift(track.steps, [from, place], moved, byPlace);
    }
    from = place;
  }
  shift(track.steps, [from, track.steps.length], moved, byPlace);
  const steps = track.steps.map((step, place) => byPlace.get(place) ?? step);
  return changedSteps(`An email every ${days === 1 ? 'day' : daysText(days)} on ${track.title}`, of, steps);
}

function shift(
  steps: readonly Step[],
  [from, to]: readonly [number, number],
  by: number,
  into: Map<number, DraftStep>,
): void {
  for (let at = from; at < to; at++) {
    const step = steps[at] as Step;
    if (step.kind === 'wait' && step.untilDay !== undefined)
      into.set(at, { ...step, untilDay: Math.max(1, step.untilDay + by) });
  }
}

export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
