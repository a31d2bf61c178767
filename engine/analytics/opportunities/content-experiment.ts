import { experimentField } from '../../program/experiment-fields.ts';
import type { ContentRef, Edit, Step, Track } from '../../program/schema.ts';
import { targetsOf } from '../../program/validate/flow.ts';
import { freeId } from './free-id.ts';

type EmailStep = Extract<Step, { kind: 'email' }>;

/**
 * Half of the leads who come to an email get another in its place. Undefined where a step leads to the email past the one
 * before it: who comes that way would have no arm.
 */
export function contentExperiment(
  { id: trackId, track, step }: { id: string; track: Track; step: EmailStep },
  content: ContentRef,
  { leadsPerArm, taken }: { leadsPerArm: number; taken: Readonly<Record<string, unknown>> },
): Edit[] | undefined {
  const { steps } = track;
  if (steps.some((one) => targetsOf(one).some(([, target]) => target === step.id))) return undefined;
  const at = steps.findIndex(({ id }) => id === step.id);
  const next = steps[at + 1];
  const ids = Object.fromEntries(steps.map((one) => [one.id, one]));
  const base = step.id.slice(0, 50);
  const [split, over, other] = [`try-${base}`, `over-${base}`, `${base}-tried`].map((id) => freeId(id, ids));
  const experiment = freeId(`content-${trackId}`.slice(0, 45), taken);
  const path = (id: string | undefined) => `tracks/${trackId}/steps/${id}`;
  return [
    {
      op: 'put',
      path: `experiments/${experiment}`,
      value: {
        title: `${track.title}, ${step.id}: as it was or another email`.slice(0, 200),
        hypothesis: `${content.item} is clicked more than ${step.content.item}.`,
        element: 'content-format',
        arms: {
          'as-it-was': { title: step.content.item, weight: 1 },
          tried: { title: content.item, weight: 1 },
        },
        control: 'as-it-was',
        metric: 'click',
        guardrails: ['unsubscribe'],
        window: '14 days',
        leadsPerArm,
      },
    },
    {
      op: 'put',
      path: path(split),
      after: steps[at - 1]?.id ?? null,
      value: {
        kind: 'split',
        experiment,
        arms: [
          { id: 'as-it-was', weight: 1, goto: step.id },
          { id: 'tried', weight: 1, goto: other as string },
        ],
      },
    },
    {
      op: 'put',
      path: path(over),
      after: step.id,
      value: next
        ? {
            kind: 'branch',
            cases: [{ when: `${experimentField(experiment)} = "as-it-was"`, goto: next.id }],
          }
        : { kind: 'exit' },
    },
    {
      op: 'put',
      path: path(other),
      after: over as string,
      value: { kind: 'email', content, purpose: step.purpose },
    },
  ];
}
