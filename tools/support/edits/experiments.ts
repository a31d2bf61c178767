import { experimentField } from '../../../engine/program/experiment-fields.ts';
import type { Experiment, Program, Weekday } from '../../../engine/program/schema.ts';
import { emailSteps } from '../email-step.ts';
import { freeSlug, slug } from '../slug.ts';
import { dayOf, emailAt, type Item } from './emails.ts';
import { type DraftStep, type Made, type TrackOf, titled } from './made.ts';
import { assumedTime, timeWords, usualTime } from './send-times.ts';
import { freeStepId, insertBefore } from './steps.ts';
import { trackEdits } from './track-edits.ts';
import { daysText } from './waits.ts';

interface Arm {
  id: string;
  title: string;
  /** What leads of this arm go through, named by what it is for. */
  steps(name: string): DraftStep[];
}

interface Trial {
  element: Experiment['element'];
  arms: readonly Arm[];
  /** Id of the arm that is as things were. */
  control: string;
  metric?: Experiment['metric'] | undefined;
}

type Begun = Pick<Program, 'experiments'>;

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

/** Sends what an email sends now, or another item in its place. */
export function tryContent(
  program: Begun,
  of: TrackOf,
  number: number,
  items: { now: Item; other: Item },
  metric?: Experiment['metric'],
): Made {
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const { step } = email;
  if (step.content.item !== items.now.id || items.now.id === items.other.id)
    return {
      problem: `Email ${number} of ${of.track.title} sends “${items.now.title}”; name another item to try.`,
    };
  const { id: _, ...sends } = step;
  const arms: Arm[] = [
    { id: 'as-now', title: items.now.title, steps: () => [] },
    {
      id: 'other',
      title: items.other.title,
      steps: (id) => [{ ...sends, id, content: items.other.id }],
    },
  ];
  const key = keyOf(program, of, arms);
  const steps = [...of.track.steps];
  const place = email.place;
  const next: DraftStep = steps[place + 1] ?? {
    id: freeStepId(steps, 'end'),
    kind: 'exit',
    reason: 'finished',
  };
  const split = freeStepId(steps, `try-${step.id}`);
  const other = freeStepId(steps, `other-${step.id}`);
  const after = freeStepId(steps, `after-${step.id}`);
  const draft: DraftStep[] = [
    ...insertBefore(steps.slice(0, place + 1), step.id, [
      {
        id: split,
        kind: 'split',
        experiment: key,
        arms: [
          { id: 'as-now', weight: 1, goto: step.id },
          { id: 'other', weight: 1, goto: other },
        ],
      },
    ]),
    branch(after, key, 'as-now', next.id),
    ...(arms[1]?.steps(other) ?? []),
    next,
    ...steps.slice(place + 2),
  ];
  // What jumped to the email comes to the split; those behind it too.
  const led = draft.map((one) =>
    one.id === split
      ? one
      : (JSON.parse(JSON.stringify(one).replaceAll(`"goto":"${step.id}"`, `"goto":"${split}"`)) as DraftStep),
  );
  return declared(of, key, { element: 'content-format', arms, control: 'as-now', metric }, led, []);
}

function begun(
  program: Begun,
  of: TrackOf,
  numbers: readonly number[],
  trial: Trial,
  notes: string[],
  from: readonly DraftStep[] = of.track.steps,
): Made {
  const { arms } = trial;
  if (new Set(arms.map(({ id }) => id)).size < 2)
    return { problem: 'To try something out takes two different things.' };
  const key = keyOf(program, of, arms);
  let steps = [...from];
  for (const number of numbers) {
    const email = emailAt(of, number);
    if ('problem' in email) return email;
    steps = insertBefore(steps, email.step.id, block(steps, key, arms, email.step.id));
  }
  return declared(of, key, trial, steps, notes);
}

/** Leads are shared out, each goes through the steps of its arm, and all come to the email. */
function block(steps: readonly DraftStep[], key: string, arms: readonly Arm[], email: string): DraftStep[] {
  const own = arms.map((arm) => ({
    arm,
    steps: arm.steps(freeStepId(steps, `${arm.id}-${email}`.slice(0, 60))),
  }));
  const split: DraftStep = {
    id: freeStepId(steps, `try-${email}`),
    kind: 'split',
    experiment: key,
    arms: own.map(({ arm, steps: [first] }) => ({ id: arm.id, weight: 1, goto: first?.id ?? email })),
  };
  return [
    split,
    ...own.flatMap(({ arm, steps: through }, place): DraftStep[] => [
      ...through,
      ...(place === own.length - 1
        ? []
        : [branch(freeStepId(steps, `after-${arm.id}-${email}`.slice(0, 60)), key, arm.id, email)]),
    ]),
  ];
}

function branch(id: string, key: string, arm: string, goto: string): DraftStep {
  return { id, kind: 'branch', cases: [{ when: `${experimentField(key)} = "${arm}"`, goto }] };
}

function keyOf({ experiments = {} }: Begun, { track }: TrackOf, arms: readonly Arm[]): string {
  return freeSlug(titleOf(track, arms), experiments).slice(0, 52);
}

function titleOf({ title }: TrackOf['track'], arms: readonly Arm[]): string {
  return `${title}: ${arms.map((arm) => arm.title).join(' or ')}`.slice(0, 200);
}

function declared(
  of: TrackOf,
  key: string,
  trial: Trial,
  steps: readonly DraftStep[],
  notes: string[],
): Made {
  const { element, arms, control, metric = 'click' } = trial;
  const title = titleOf(of.track, arms);
  const experiment = {
    title,
    element,
    arms: Object.fromEntries(arms.map(({ id, title }) => [id, { title, weight: 1 }])),
    control,
    metric,
    guardrails: ['unsubscribe', 'complaint', 'bounce'],
  };
  const compared = arms.find(({ id }) => id === control)?.title;
  return {
    title: titled(`Try out: ${title}`),
    edits: [
      { op: 'put', path: `experiments/${key}`, value: experiment },
      ...trackEdits(of.id, of.track, { ...of.track, steps }),
    ],
    notes: [
      ...notes,
      `It is decided by ${metric}, against “${compared}”, and no arm may raise unsubscribes, complaints or bounces.`,
    ],
  };
}
