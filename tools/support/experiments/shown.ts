import { z } from 'zod';
import type { ExperimentReading } from '../../../engine/analytics/experiments/read-experiment.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import { iso } from '../changes.ts';
import { instant, rateOutput } from '../schemas.ts';

const arm = z.strictObject({
  id: z.string(),
  title: z.string(),
  control: z.boolean(),
  /** Leads that got it. */
  leads: z.int(),
  /** Of the leads whose window has ended, those who did it. */
  outcome: rateOutput,
  /** Median days until it happened, where it is about time. */
  days: z.number().nullable().optional(),
  /** Against the control, in shares, with the interval that holds at every look. */
  difference: z
    .strictObject({
      value: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** Of the one look on the planned day; null: not yet. */
      p_planned: z.number().nullable(),
      /** Of as many looks as one likes. */
      p_any_time: z.number().nullable(),
    })
    .optional(),
  /** What it makes worse than the control. */
  alarms: z.array(z.string()),
});

/** An experiment and how it stands. */
export const experimentOutput = z.strictObject({
  id: z.string(),
  title: z.string(),
  hypothesis: z.string().optional(),
  metric: z.string(),
  /** Days after it got its arm in which a lead is counted. */
  window_days: z.int(),
  counted_until: instant,
  /** The arm it was decided for. */
  decided: z.string().optional(),
  verdict: z.string(),
  kind: z.enum(['empty', 'broken', 'guardrail', 'not-enough', 'better', 'worse', 'no-difference']),
  /** The arm that the verdict is about. */
  arm: z.string().optional(),
  next: z.string(),
  /** Only of a single one. */
  arms: z.array(arm).optional(),
  /** As the program declares it: what propose_change puts, with `decided`, at experiments/ID. */
  declared: z.unknown().optional(),
});

/** A reading in the words of the tools; `full` with its arms. */
export function showExperiment(
  { experiment, arms, verdict, until, decidedAt }: ExperimentReading,
  full: boolean,
): z.input<typeof experimentOutput> {
  const { id, title, hypothesis, metric, windowMs, decided } = experiment;
  return {
    id,
    title,
    ...(hypothesis !== '' && { hypothesis }),
    metric,
    window_days: Math.round(windowMs / dayMs),
    counted_until: iso(until),
    ...(decided !== undefined && { decided }),
    verdict: verdict.words,
    kind: verdict.kind,
    ...(verdict.arm !== undefined && { arm: verdict.arm }),
    next:
      decidedAt === null
        ? verdict.next.replace(
            /`?trellis experiments decide \S+ ([a-z][a-z0-9-]*)`?/,
            'decide it for $1, by a change',
          )
        : 'It is over.',
    ...(full && { arms: arms.map(showArm) }),
  };
}

function showArm({
  id,
  title,
  control,
  exposed,
  outcome,
  days,
  against,
  guardrails,
}: ExperimentReading['arms'][number]) {
  return {
    id,
    title,
    control,
    leads: exposed,
    outcome: { ...outcome },
    ...(days && { days: days.median }),
    ...(against && {
      difference: {
        value: against.difference,
        low: against.low,
        high: against.high,
        p_planned: against.p,
        p_any_time: against.alwaysValid?.p ?? null,
      },
    }),
    alarms: guardrails.filter(({ alarm }) => alarm).map(({ guardrail }) => guardrail),
  };
}
