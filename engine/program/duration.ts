import { TrellisError } from '../../db/errors.ts';

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
const unitMs = { minute: minuteMs, hour: 60 * minuteMs, day: dayMs, week: 7 * dayMs } as const;

/** `90 minutes`, `2 hours`, `7 days`, `6 weeks` in milliseconds. A day is 24 hours, whatever the time zone does. */
export function durationMs(text: string): number {
  const match = /^(\d{1,4}) (minute|hour|day|week)s?$/.exec(text);
  if (match === null) {
    throw new TrellisError(
      'program.duration',
      `"${text}" is not a duration; write it like "90 minutes", "2 hours", "7 days" or "6 weeks".`,
    );
  }
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}

/** From the beginning of an enrolment to the beginning of its day `day`; day 1 is the day it begins. */
export function dayOffsetMs(day: number): number {
  return (day - 1) * dayMs;
}
