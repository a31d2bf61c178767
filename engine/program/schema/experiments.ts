import { z } from 'zod';
import { conditionText, durationSchema, idSchema } from './base.ts';

/** What the arms of an experiment differ in. */
export const experimentElements = [
  'send-time',
  'weekday',
  'frequency',
  'content-order',
  'content-depth',
  'content-format',
  'personalisation',
  'call-to-action',
  'path',
  'branching',
  'entry-delay',
  'exit-rule',
  'scoring-weights',
  'scoring-thresholds',
  'time-zone',
  'track-length',
  'hand-off',
] as const;

/** What an experiment is decided by: counted once a lead, within its window. */
export const experimentMetrics = [
  'click',
  'download',
  'demo-request',
  'meeting',
  'progression',
  'goal',
  'sql',
  'deal',
  'time-to-sql',
] as const;

/** What no arm may make worse. */
export const experimentGuardrails = ['unsubscribe', 'complaint', 'bounce'] as const;

/** Fewer leads an arm say nothing that a business should act on. */
export const FEWEST_LEADS_PER_ARM = 500;

const armCount = (arms: Readonly<Record<string, unknown>>): boolean => {
  const { length } = Object.keys(arms);
  return length >= 2 && length <= 10;
};

/**
 * An experiment declared: leads are shared out among its arms by a hash, at the splits that name it or, with
 * `population`, as soon as that holds. Conditions see the arm (see experiment-fields.ts).
 */
export const experimentSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** What is expected of it, and why. */
  hypothesis: z.string().max(1000).default(''),
  element: z.enum(experimentElements),
  arms: z
    .record(idSchema, z.strictObject({ title: z.string().min(1).max(200), weight: z.int().min(1).max(1000) }))
    .refine(armCount, 'an experiment has 2 to 10 arms'),
  /** The arm that is as things were. */
  control: idSchema,
  /** Of the lead's state: whoever satisfies it gets an arm then, and keeps it. Absent: at the splits. */
  population: conditionText.optional(),
  metric: z.enum(experimentMetrics),
  guardrails: z.array(z.enum(experimentGuardrails)).max(3).default([]),
  /** How long after it got its arm a lead is counted; absent: as long as the longest track that it concerns. */
  window: durationSchema.optional(),
  leadsPerArm: z.int().min(FEWEST_LEADS_PER_ARM).max(1_000_000).default(FEWEST_LEADS_PER_ARM),
  /** It is over: every lead counts as in this arm. The control when it was stopped. */
  decided: idSchema.optional(),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** A share of the leads that no track takes, so that what nurturing does can be told from what would have been. */
export const holdoutSchema = z.strictObject({
  /** Of the leads that were never nurtured before. */
  percent: z.int().min(1).max(50),
  /** Whom tracks take all the same. */
  except: conditionText.optional(),
});
