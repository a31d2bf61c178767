import { dayMs, durationMs } from '../../../engine/program/duration.ts';
import { scheduleOf } from '../../../engine/program/schedule.ts';
import type { Step, Track } from '../../../engine/program/schema.ts';
import { emailSteps } from '../email-step.ts';
import type { DraftStep, Made, TrackOf } from './made.ts';
import { changeStep, freeStepId, insertAfter, withoutStep } from './steps.ts';
import { changedSteps } from './track-edits.ts';

type EmailStep = Extract<Step, { kind: 'email' }>;
export interface Item {
  id: string;
  title: string;
}

/** The email of this number with its place among the steps and its day, where that is known. */
export function emailAt(
  { track }: TrackOf,
  number: number,
): { step: EmailStep; place: number; day?: number } | { problem: string } {
  const emails = emailSteps(track);
  const found = emails[number - 1];
  if (!found) {
    const count = emails.length === 1 ? '1 email' : `${emails.length} emails`;
    return { problem: `${track.title} has ${count}, so there is no email ${number}.` };
  }
  const place = track.steps.indexOf(found.step);
  const day = dayOf(track, place);
  return { step: found.step, place, ...(day !== undefined && { day }) };
}

/** The whole day of the track on which a step comes, 1 being that of joining; undefined after a wait of unknown length. */
export function dayOf(track: Track, place: number): number | undefined {
  const scheduled = scheduleOf(track)[place];
  return scheduled === undefined || scheduled.after ? undefined : 1 + Math.floor(scheduled.offsetMs / dayMs);
}

/** Takes an email out; the others stay at their times. */
export function takeEmailOut(of: TrackOf, number: number): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const steps = withoutStep(of.track.steps, email.step.id);
  if (!steps)
    return {
      problem: `Other steps of ${of.track.title} lead to email ${number}, and nothing comes after it.`,
    };
  return changedSteps(`Take email ${number} out of ${of.track.title}`, of, steps);
}

/** The same for several at once, by the numbers that they have now. */
export function takeEmailsOut(of: TrackOf, numbers: readonly number[]): Made {
  let { steps }: { steps: readonly DraftStep[] } = of.track;
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  for (const number of sorted) {
    const email = emailAt(of, number);
    if ('problem' in email) return email;
    const without = withoutStep(steps, email.step.id);
    if (!without)
      return {
        problem: `Other steps of ${of.track.title} lead to email ${number}, and nothing comes after it.`,
      };
    steps = without;
  }
  const named = `${sorted.slice(0, -1).join(', ')} and ${sorted.at(-1)}`;
  return changedSteps(`Take emails ${named} out of ${of.track.title}`, of, steps);
}

/** Sends an item in the place of what an email sends now. */
export function sendInstead(of: TrackOf, number: number, item: Item): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  if (email.step.content.item === item.id)
    return { problem: `Email ${number} of ${of.track.title} sends “${item.title}” already.` };
  const steps = changeStep(
    of.track.steps,
    email.step.id,
    (step) => ({ ...step, content: item.id }) as DraftStep,
  );
  return changedSteps(`Send “${item.title}” as email ${number} of ${of.track.title}`, of, steps);
}

/**
 * Moves what an email sends to the place of another, those between moving up or down by one. The places keep their
 * times, and what leads to them stays.
 */
export function moveEmail(of: TrackOf, from: number, to: number): Made {
  return rearranged(of, `Move email ${from} of ${of.track.title} to place ${to}`, [from, to], (order) => {
    order.splice(to - 1, 0, ...order.splice(from - 1, 1));
  });
}

/** Exchanges what two emails send. */
export function swapEmails(of: TrackOf, a: number, b: number): Made {
  return rearranged(of, `Swap emails ${a} and ${b} of ${of.track.title}`, [a, b], (order) => {
    [order[a - 1], order[b - 1]] = [order[b - 1] as EmailStep, order[a - 1] as EmailStep];
  });
}

function rearranged(
  of: TrackOf,
  title: string,
  named: readonly number[],
  arrange: (order: EmailStep[]) => void,
): Made {
  for (const number of named) {
    const email = emailAt(of, number);
    if ('problem' in email) return email;
  }
  const places = emailSteps(of.track).map(({ step }) => step);
  const order = [...places];
  arrange(order);
  const sent = new Map(places.map((step, n) => [step.id, order[n] as EmailStep]));
  const steps = of.track.steps.map((step): DraftStep => {
    const now = sent.get(step.id);
    return now ? { ...now, id: step.id } : step;
  });
  return changedSteps(title, of, steps);
}

/** Where a new email is to come: on a day of the track, or after (0: before) the email of this number. */
export type EmailPlace = { day: number } | { after: number };

/**
 * Adds an email that sends an item. Without a day it comes half-way between its neighbours, after the last as long as
 * between the last two; the other emails stay on their days, and where days are not known come later by as much.
 */
export function addEmail(of: TrackOf, item: Item, at: EmailPlace): Made {
  const { track } = of;
  const emails = emailSteps(track).map(({ step, email }) => {
    const place = track.steps.indexOf(step);
    return { step, email, day: dayOf(track, place) };
  });
  const days = emails.map(({ day }) => day);
  const number = 'after' in at ? at.after : days.filter((day) => day !== undefined && day <= at.day).length;
  if (number > emails.length)
    return { problem: `${track.title} has ${emails.length} emails, so there is no email ${number}.` };
  const [before, next] = [emails[number - 1], emails[number]];
  const email = (steps: readonly DraftStep[]) =>
    ({
      id: freeStepId(steps, `email-${emails.length + 1}`),
      kind: 'email',
      content: item.id,
      purpose: 'marketing',
    }) as const;
  const day = 'day' in at ? at.day : between(days, number);
  const title = `Add “${item.title}” to ${track.title}`;
  if (day === undefined || (before && before.day === undefined)) {
    const wait = { id: freeStepId(track.steps, 'wait-1'), kind: 'wait', for: usualGap(track) } as const;
    if (!before) return { problem: `Say on which day of ${track.title} the new email comes.` };
    return changedSteps(title, of, insertAfter(track.steps, before.step.id, [wait, email(track.steps)]), [
      `It comes ${wait.for} after email ${number}, and what follows later by as much.`,
    ]);
  }
  if (next?.day !== undefined && day >= next.day)
    return {
      problem: `Email ${number + 1} of ${track.title} is on day ${next.day}, and there is no day before it; move it first.`,
    };
  const first = before?.day ?? 1;
  const wait = { id: freeStepId(track.steps, `until-day-${day}`), kind: 'wait', untilDay: day } as const;
  const added: DraftStep[] = [...(day > first ? [wait] : []), email(track.steps)];
  const kept = next || !before ? track.steps : laterAfter(track.steps, before.step.id, day - first);
  const steps = before ? insertAfter(kept, before.step.id, added) : [...added, ...kept];
  const said = 'day' in at ? [] : [`It comes on day ${day}; say another day to have it then.`];
  return changedSteps(title, of, steps, said);
}

/** The days that come after a step, so many later. */
function laterAfter(steps: readonly Step[], id: string, days: number): Step[] {
  const from = steps.findIndex((step) => step.id === id);
  return steps.map((step, place) =>
    place > from && step.kind === 'wait' && step.untilDay !== undefined
      ? { ...step, untilDay: step.untilDay + days }
      : step,
  );
}

/** A day for an email after the one of this number: half-way to the next, else as far on as the last two are apart. */
function between(days: readonly (number | undefined)[], number: number): number | undefined {
  const [before, next] = [number === 0 ? 1 : days[number - 1], days[number]];
  if (before === undefined) return undefined;
  if (next !== undefined) return number === 0 ? 1 : Math.max(before + 1, Math.floor((before + next) / 2));
  if (number < days.length) return undefined;
  const last = days[number - 2];
  return before + (last === undefined ? 4 : Math.max(1, before - last));
}

/** The longest of the track's plain waits that there are most of; three days where there are none. */
function usualGap({ steps }: Track): string {
  const waits = steps.flatMap((step) => (step.kind === 'wait' && step.for !== undefined ? [step.for] : []));
  const counts = new Map<string, number>();
  for (const wait of waits) counts.set(wait, (counts.get(wait) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || durationMs(b[0]) - durationMs(a[0]))[0] ?? [];
  return usual ?? '3 days';
}
