import type { Experiment } from '../../../engine/program/schema.ts';
import { type Arm, type Begun, branch, declared, keyOf } from './begin-experiment.ts';
import { emailAt, type Item } from './emails.ts';
import type { DraftStep, Made, TrackOf } from './made.ts';
import { freeStepId, insertBefore } from './steps.ts';

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
