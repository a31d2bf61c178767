import { z } from 'zod';
import { areasOf } from './areas.ts';
import { actionSchema } from './schema/actions.ts';
import {
  conditionText,
  durationSchema,
  idSchema,
  journeyStages,
  timeOfDaySchema,
  weekdaySchema,
} from './schema/base.ts';
import { cadenceSchema } from './schema/cadence.ts';
import { editSchemasOf } from './schema/edits.ts';
import { experimentSchema, holdoutSchema } from './schema/experiments.ts';
import { stepSchema } from './schema/steps.ts';

export { type Action, actionSchema } from './schema/actions.ts';
export * from './schema/base.ts';
export type { Cadence } from './schema/cadence.ts';
export type { Experiment } from './schema/experiments.ts';
export type { Step } from './schema/steps.ts';

/** Where a track says nothing. */
export const DEFAULT_PRIORITY = 50;

export const trackSchema = z.strictObject({
  title: z.string().min(1).max(200),
  objective: z.string().max(1000).default(''),
  stage: z.enum(journeyStages),
  /** Leads enter when they come to satisfy this (by joining); absent: only by enrolment from a trigger, threshold, track or person. */
  entry: z.strictObject({ when: conditionText }).optional(),
  reentry: z
    .union([z.literal('never'), z.literal('always'), z.strictObject({ after: durationSchema })])
    .default('never'),
  /** Reaching it ends the enrolment as a success; re-checked at every input. */
  goal: conditionText.optional(),
  exits: z.record(idSchema, z.strictObject({ when: conditionText })).default({}),
  /** Which of several tracks that a lead comes to satisfy at once is tried first, highest first; absent: 50. */
  priority: z.int().min(0).max(100).optional(),
  /** A lead is on at most one track of a group; one of higher priority takes the place of a lower. */
  group: idSchema.optional(),
  steps: z.array(stepSchema).min(1).max(100),
});
export type Track = z.infer<typeof trackSchema>;

export const segmentSchema = z.strictObject({ title: z.string().min(1).max(200), when: conditionText });
export type Segment = z.infer<typeof segmentSchema>;

/**
 * One of the scores of a lead. `engagement` and `fit` exist without being named; the total is the sum of all. Decay
 * takes this share of what there is, towards 0, once every so often.
 */
export const scoreModelSchema = z.strictObject({
  title: z.string().min(1).max(200),
  decay: z.strictObject({ percent: z.int().min(1).max(100), every: durationSchema }).optional(),
});
export type ScoreModel = z.infer<typeof scoreModelSchema>;

/** Points that a lead has while the condition holds: given when it comes to hold, taken when it ceases to. */
export const fitRuleSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** Of the lead's state; no event arrives here. */
  when: conditionText,
  points: z.int().min(-1000).max(1000),
  /** Absent: fit. */
  model: idSchema.optional(),
});
export type FitRule = z.infer<typeof fitRuleSchema>;

export const scoringRuleSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** Event conditions: `email_open AND track = "x"`. Must name an arriving event. */
  when: conditionText,
  points: z.int().min(-1000).max(1000),
  cap: z
    .strictObject({ points: z.int().min(1).max(100_000), per: z.enum(['day', 'week', 'month', 'ever']) })
    .optional(),
  /** Absent: engagement. */
  model: idSchema.optional(),
});
export type ScoringRule = z.infer<typeof scoringRuleSchema>;

/** Acts once when the score comes to stand at or above `at`; again only after it fell under `below`, where `down` acts. */
export const thresholdSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** Whose score; absent: the total of all models. */
  model: idSchema.optional(),
  at: z.int().min(1).max(100_000),
  /** Absent: `at`. */
  below: z.int().min(-100_000).max(99_999).optional(),
  /** Of the lead's state: it is passed only while this holds, and left by points alone. */
  when: conditionText.optional(),
  actions: z.array(actionSchema).max(10),
  down: z.array(actionSchema).min(1).max(10).optional(),
});
export type Threshold = z.infer<typeof thresholdSchema>;

export const triggerSchema = z.strictObject({
  title: z.string().min(1).max(200),
  when: conditionText,
  /** Absent: at once. */
  after: durationSchema.optional(),
  /** Instead of `after`: right before the lead's next marketing email is decided. */
  at: z.literal('next-send').optional(),
  cooldown: durationSchema.optional(),
  /** At most once for a lead: ever, or in a day, week (from Monday) or month in UTC. */
  once: z.enum(['ever', 'day', 'week', 'month']).optional(),
  actions: z.array(actionSchema).min(1).max(10),
});
export type Trigger = z.infer<typeof triggerSchema>;

/** A lead remembers this many sends, and this many actions a channel; no cap may allow more. */
export const MOST_CAPPED = 32;
/** An account remembers this many sends. */
export const MOST_CAPPED_BY_ACCOUNT = 100;

/** Actions that reach people or systems outside of the engine, each a channel of its own. */
export const channels = ['task', 'notify', 'webhook'] as const;
export type Channel = (typeof channels)[number];

/** At most `count` per rolling `days`. */
const capUpTo = (most: number) =>
  z.strictObject({ count: z.int().min(1).max(most), days: z.int().min(1).max(90) });
const channelCap = capUpTo(MOST_CAPPED).optional();

/** Who approves a change: an approver, another one than the author, or a person who is a principal. */
export const approvalDemands = ['one', 'four_eyes', 'principal'] as const;
const approvalDemandSchema = z.enum(approvalDemands).optional();

export const policiesSchema = z.strictObject({
  /** Marketing emails to a lead. */
  cap: capUpTo(MOST_CAPPED).optional(),
  /** Marketing emails to all leads of an account together. */
  accountCap: capUpTo(MOST_CAPPED_BY_ACCOUNT).optional(),
  /** Between two marketing emails to a lead. */
  minimumGap: durationSchema.optional(),
  /** No marketing email between these local hours of the lead (0-23); `from` may be after `to` (over midnight). */
  quietHours: z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(0).max(23) }).optional(),
  /** Marketing email only on these local weekdays, from the one local time until before the other. */
  sendWindow: z
    .strictObject({
      days: z.array(weekdaySchema).min(1).max(7).optional(),
      from: timeOfDaySchema.optional(),
      to: timeOfDaySchema.optional(),
    })
    .optional(),
  /** No marketing email on these local dates; with `countries` only to leads whose field `country` is one of them. */
  holidays: z
    .array(
      z.strictObject({
        date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is like "2026-12-24"'),
        name: z.string().min(1).max(100).optional(),
        countries: z.array(z.string().min(1).max(100)).min(1).max(250).optional(),
      }),
    )
    .max(1000)
    .optional(),
  /** Of each kind of action to a lead; what is beyond is skipped. */
  channelCaps: z.strictObject({ task: channelCap, notify: channelCap, webhook: channelCap }).optional(),
  /** No email at all to addresses of these domains and of what is below them. */
  suppressedDomains: z
    .array(
      z
        .string()
        .max(253)
        .regex(
          /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/,
          'a domain is like "example.com", in lower case',
        ),
    )
    .max(10_000)
    .optional(),
  /** Leads that no track takes, to compare with. */
  holdout: holdoutSchema.optional(),
  /** A marketing email that is held for longer is dropped. */
  dropAfter: durationSchema.optional(),
  /** Used where a lead has no valid time zone of its own. */
  timeZone: z.string().default('UTC'),
  sender: z
    .strictObject({ name: z.string().max(100), email: z.email(), postalAddress: z.string().max(300) })
    .optional(),
  /** By the risk of a change; of a risk that is left out: one for low, another approver where there is one for the rest. */
  approval: z
    .strictObject({ low: approvalDemandSchema, medium: approvalDemandSchema, high: approvalDemandSchema })
    .refine((demands) => Object.keys(demands).length > 0, 'leave "approval" out when it demands nothing')
    .optional(),
});
export type Policies = z.infer<typeof policiesSchema>;

/**
 * The program: the one document that says how leads are nurtured. Immutable once activated; versions are
 * numbered and hashed. Every collection is a map by id, so an edit is put or remove at a path and a diff is small.
 * Conditions are kept as canonical text (see condition/); durations as text: `90 minutes`, `2 hours`, `7 days`, `6 weeks`.
 */
export const programSchema = z.strictObject({
  schema: z.literal(1),
  segments: z.record(idSchema, segmentSchema).default({}),
  scoring: z
    .strictObject({
      models: z.record(idSchema, scoreModelSchema).optional(),
      rules: z.record(idSchema, scoringRuleSchema).default({}),
      fit: z.record(idSchema, fitRuleSchema).optional(),
      thresholds: z.record(idSchema, thresholdSchema).default({}),
    })
    .default({ rules: {}, thresholds: {} }),
  triggers: z.record(idSchema, triggerSchema).default({}),
  tracks: z.record(idSchema, trackSchema).default({}),
  policies: policiesSchema.default({ timeZone: 'UTC' }),
  /** Left out when there are none, so that a program has one form. */
  cadences: z
    .record(idSchema, cadenceSchema)
    .refine((cadences) => Object.keys(cadences).length > 0, 'leave "cadences" out when there are none')
    .optional(),
  /** Likewise. */
  experiments: z
    .record(idSchema, experimentSchema)
    .refine(
      (experiments) => Object.keys(experiments).length > 0,
      'leave "experiments" out when there are none',
    )
    .optional(),
});
export type Program = z.infer<typeof programSchema>;

/** What an edit may reach into, derived from the schema: a new collection of the program is one more of these. */
export const areas = areasOf(programSchema);

const editSchemas = editSchemasOf(areas);
/** Paths that something may be put at or removed from. */
export const editPathSchema = editSchemas.path;
export const editSchema = editSchemas.edit;
export type Edit = z.infer<typeof editSchema>;
