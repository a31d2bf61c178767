import { experimentField } from '../../../engine/program/experiment-fields.ts';
import type { Experiment, Program } from '../../../engine/program/schema.ts';
import { freeSlug } from '../slug.ts';
import { emailAt } from './emails.ts';
import { type DraftStep, type Made, type TrackOf, titled } from './made.ts';
import { freeStepId, insertBefore } from './steps.ts';
import { trackEdits } from './track-edits.ts';

/** One side of an experiment. */
export interface Arm {
  id: string;
  title: string;
  /** What leads of this arm go through, named by what it is for. */
  steps(name: string): DraftStep[];
}

/** What is tried out. */
export interface Trial {
  element: Experiment['element'];
  arms: readonly Arm[];
  /** Id of the arm that is as things were. */
  control: string;
  metric?: Experiment['metric'] | undefined;
}

/** What a program has begun. */
export type Begun = Pick<Program, 'experiments'>;

/** Begins an experiment before each of the emails: its arms part there and come together at the email. */
export function begun(
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

/** Who is in the arm goes to that step; the others go on. */
export function branch(id: string, key: string, arm: string, goto: string): DraftStep {
  return { id, kind: 'branch', cases: [{ when: `${experimentField(key)} = "${arm}"`, goto }] };
}

/** An id of its own, from what is tried where. */
export function keyOf({ experiments = {} }: Begun, { track }: TrackOf, arms: readonly Arm[]): string {
  return freeSlug(titleOf(track, arms), experiments).slice(0, 52);
}

function titleOf({ title }: TrackOf['track'], arms: readonly Arm[]): string {
  return `${title}: ${arms.map((arm) => arm.title).join(' or ')}`.slice(0, 200);
}

/** The experiment and the track with its steps, and how it is decided. */
export function declared(
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
