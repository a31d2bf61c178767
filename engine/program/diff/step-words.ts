import { dayText, type ScheduledStep, spanText } from '../schedule.ts';
import type { Step } from '../schema.ts';
import { quote } from './words.ts';

/** `email 3`, `email 3 “Checklist”`, `the wait “wait-2”`, `the branch “who”`. `email` is the email's number. */
export function stepName(step: Step, email: number | undefined): string {
  if (step.kind === 'email') return step.title ? `email ${email} ${quote(step.title)}` : `email ${email}`;
  return `the ${step.kind} ${quote(step.title ?? step.id)}`;
}

/** `on day 14`, `at once, on day 1`, `2 h after the wait “w”`: no day is told where an open wait comes before. */
export function timingWords({ offsetMs, after }: ScheduledStep): string {
  return after ? `${spanText(after.ms)} after ${stepName(after.wait, undefined)}` : dayText(offsetMs);
}

/** `for 3 days`, `until day 14`, `until Mon or Tue at 09:00`, `until 3 days before renewal_date`. */
export function waitWords(step: Extract<Step, { kind: 'wait' }>): string {
  const { until, untilDate } = step;
  if (until) {
    const days = until.weekday?.map((day) => `${day[0]?.toUpperCase()}${day.slice(1)}`).join(' or ');
    const zone = until.zone === 'program' ? ', by the clock of the program for every lead' : '';
    return `until ${days === undefined ? 'the next' : `${days} at`} ${until.time}${zone}`;
  }
  if (untilDate) {
    const { field, offsetDays = 0, time } = untilDate;
    const days = Math.abs(offsetDays) === 1 ? '1 day' : `${Math.abs(offsetDays)} days`;
    const distance = offsetDays === 0 ? '' : `${days} ${offsetDays < 0 ? 'before' : 'after'} `;
    return `until ${distance}${field}${time === undefined ? '' : ` at ${time}`}`;
  }
  return step.for === undefined ? `until day ${step.untilDay}` : `for ${step.for}`;
}

/** `until page_visit, at most 3 days; then to “a”, else to “b”`. */
export function waitForWords({ when, within, goto, otherwise }: Extract<Step, { kind: 'wait-for' }>): string {
  const to = (target: string | undefined) => (target === undefined ? 'on' : `to “${target}”`);
  return `until ${when}, at most ${within}; then ${to(goto)}, else ${to(otherwise)}`;
}

/** `“a” (weight 1) to “x”; “b” (weight 3) to “y”`, and the experiment if it names one. */
export function splitWords({ arms, experiment }: Extract<Step, { kind: 'split' }>): string {
  const shares = arms.map(({ id, weight, goto }) => `“${id}” (weight ${weight}) to “${goto}”`).join('; ');
  return experiment === undefined ? shares : `${shares}; by experiment “${experiment}”`;
}
