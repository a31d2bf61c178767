import type { Experiment, Weekday } from '../../../engine/program/schema.ts';
import { emailSteps } from '../email-step.ts';
import { slug } from '../slug.ts';
import { type Arm, type Begun, begun, type Trial } from './begin-experiment.ts';
import { dayOf, emailAt } from './emails.ts';
import type { Made, TrackOf } from './made.ts';
import { assumedTime, timeWords, usualTime } from './send-times.ts';
import { daysText } from './waits.ts';

/** Sends one email, or every email of a track, at one or another time; leads are shared out evenly. */
export function trySendTimes(
  program: Begun,
  of: TrackOf,
  which: number | 'all',
  times: readonly { time?: string; weekday?: Weekday }[],
  metric?: Experiment['metric'],
): Made {
  const arms = times.map(({ time, weekday }): Arm => {
    const until = { time: time ?? usualTime, ...(weekday && { weekday: [weekday] }) };
    const title = timeWords({ ...(time && { time }), ...(weekday && { weekday: [weekday] }) });
    return {
      id: slug(title.replace(/^(on|at) /, '').replace(/^\d/, 'at-$&')),
      title: title.replace(/^./, (first) => first.toUpperCase()),
      steps: (name) => [{ id: name, kind: 'wait', until }],
    };
  });
  const numbers = which === 'all' ? emailSteps(of.track).map(({ email }) => email) : [which];
  const element = times.some(({ weekday }) => weekday) ? 'weekday' : 'send-time';
  const trial: Trial = { element, arms, control: arms[0]?.id ?? '', metric };
  const assumed = times.some(({ time }) => time === undefined);
  return begun(program, of, numbers, trial, assumed ? [assumedTime] : []);
}

/** Waits so many days, or so many others, before an email. */
export function tryGaps(
  program: Begun,
  of: TrackOf,
  number: number,
  gaps: readonly number[],
  metric?: Experiment['metric'],
): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const { track } = of;
  const wait = track.steps[email.place - 1];
  const from = dayOf(track, email.place - 1);
  if (
    wait?.kind !== 'wait' ||
    (wait.for === undefined && (wait.untilDay === undefined || from === undefined))
  )
    return {
      problem: `Email ${number} of ${track.title} has no wait of its own before it to try others instead.`,
    };
  const now = wait.for ?? daysText((wait.untilDay as number) - (from as number));
  const arms = gaps.map(
    (days): Arm => ({
      id: `after-${daysText(days).replace(' ', '-')}`,
      title: `After ${daysText(days)}`,
      steps: (id) => [{ id, kind: 'wait', for: daysText(days) }],
    }),
  );
  const control = gaps.findIndex((days) => daysText(days) === now);
  if (control < 0)
    return {
      problem: `Email ${number} of ${track.title} comes ${now} after what is before it; name that as one of the two, to compare with.`,
    };
  const steps = track.steps.filter(({ id }) => id !== wait.id);
  if (track.steps.some((step) => JSON.stringify(step).includes(`"goto":"${wait.id}"`)))
    return {
      problem: `Other steps of ${track.title} lead to that wait, so it cannot be tried out in words.`,
    };
  const trial: Trial = { element: 'frequency', arms, control: arms[control]?.id ?? '', metric };
  return begun(program, of, [number], trial, [], steps);
}
