import { z } from 'zod';
import { instant } from '../schemas.ts';

export const abouts = [
  'overview',
  'funnel',
  'emails',
  'content',
  'segments',
  'cohorts',
  'pipeline',
  'deliverability',
  'attribution',
  'opportunities',
  'holds',
] as const;
export type About = (typeof abouts)[number];
/** What a dashboard answers. */
export type DashboardAbout = Exclude<About, 'attribution' | 'opportunities'>;

export const figureOutput = z.strictObject({
  /** Id of its definition: docs/metrics.md. */
  metric: z.string(),
  title: z.string(),
  unit: z.enum(['share', 'count', 'days', 'hours', 'money', 'pieces']),
  /** A share is 0-1. Null: not enough data. */
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
  /** 95 % interval. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  unreliable: z.literal(true).optional(),
  /** The period before; not clear: it may be chance. */
  before: z
    .strictObject({ value: z.number().nullable(), difference: z.number().nullable(), clear: z.boolean() })
    .optional(),
  /** The leads that are not in the segment. */
  against: z
    .strictObject({ value: z.number().nullable(), difference: z.number().nullable(), clear: z.boolean() })
    .optional(),
  /** Path of the page with the leads behind it. */
  leads: z.string().optional(),
});
export type ShownFigure = z.output<typeof figureOutput>;

export const groupOutput = z.strictObject({ name: z.string(), figures: z.array(figureOutput) });

const opportunityOutput = z.strictObject({
  /** What propose_change files its change by. */
  id: z.string(),
  title: z.string(),
  /** What was seen, how sure it is, what may come of it and on what assumption. */
  words: z.array(z.string()),
  /** There is a change to file; otherwise `note` says why not. */
  change: z.boolean(),
  note: z.string(),
});

/** What an answer has besides figures, each only where it was asked about. */
export const partsOutput = {
  groups: z.array(groupOutput).optional(),
  funnels: z
    .array(
      z.strictObject({
        name: z.string(),
        steps: z.array(
          z.strictObject({
            name: z.string(),
            count: z.number(),
            /** Share of the step before that did not come so far; null: first, or not enough data. */
            lost: z.number().nullable(),
          }),
        ),
      }),
    )
    .optional(),
  cohorts: z
    .strictObject({
      step: z.enum(['week', 'month']),
      stage: z.string(),
      rows: z.array(
        z.strictObject({
          from: instant,
          leads: z.int(),
          /** How many had reached the stage, by weeks since they came. */
          reached: z.array(z.int()),
        }),
      ),
    })
    .optional(),
  held: z
    .array(
      z.strictObject({
        what: z.enum(['hold', 'drop']),
        reason: z.string(),
        sends: z.int(),
        leads: z.int(),
      }),
    )
    .optional(),
  credits: z
    .array(
      z.strictObject({
        name: z.string(),
        conversions: z.int(),
        /** Conversions each model gives it. */
        models: z.record(z.string(), z.number()),
      }),
    )
    .optional(),
  opportunities: z.array(opportunityOutput).optional(),
};

const parts = z.strictObject(partsOutput);
export type PartsShown = z.input<typeof parts>;
