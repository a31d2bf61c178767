import type { Step, Weekday } from '../../../engine/program/schema.ts';
import { emailSteps } from '../email-step.ts';
import { emailAt } from './emails.ts';
import type { DraftStep, Made, TrackOf } from './made.ts';
import { changeStep, freeStepId, insertBefore } from './steps.ts';
import { changedSteps } from './track-edits.ts';

/** When the day begins to count where only weekdays were said. */
export const usualTime = '09:00';

/** A time of day on the lead's clock, weekdays, or both. */
export interface SendTime {
  time?: string;
  weekday?: Weekday[];
}

/** Sends an email, or every email of the track, at the next such time after its waits are over. */
export function setSendTime(of: TrackOf, which: number | 'all', { time, weekday }: SendTime): Made {
  const { track } = of;
  const named = which === 'all' ? undefined : emailAt(of, which);
  if (named && 'problem' in named) return named;
  const emails = named ? [named.step] : emailSteps(track).map(({ step }) => step);
  let steps: DraftStep[] = [...track.steps];
  let assumed = false;
  for (const email of emails) {
    const before = steps[steps.findIndex(({ id }) => id === email.id) - 1];
    const was = before?.kind === 'wait' ? before.until : undefined;
    assumed ||= time === undefined && was === undefined;
    const days = weekday ?? was?.weekday;
    const until = { ...was, time: time ?? was?.time ?? usualTime, ...(days && { weekday: days }) };
    steps =
      was && before
        ? changeStep(steps, before.id, (step) => ({ ...step, until }) as DraftStep)
        : insertBefore(steps, email.id, [
            { id: freeStepId(steps, `time-of-${email.id}`), kind: 'wait', until } satisfies Step,
          ]);
  }
  const what = which === 'all' ? 'the emails' : `email ${which}`;
  const title = `Send ${what} of ${track.title} ${timeWords({ ...(time && { time }), ...(weekday && { weekday }) })}`;
  return changedSteps(title, of, steps, assumed ? [assumedTime] : []);
}

export const assumedTime = `No time of day was said, so it is ${usualTime} on the lead's clock; say another to have that.`;

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** `on Tuesday or Thursday at 09:00`. */
export function timeWords({ time, weekday }: SendTime): string {
  const days = weekday?.map((day) => dayNames[day]).join(' or ');
  return [...(days ? [`on ${days}`] : []), ...(time ? [`at ${time}`] : [])].join(' ');
}
