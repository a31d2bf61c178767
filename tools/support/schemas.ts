import { z } from 'zod';
import { idSchema, journeyStages } from '../../engine/program/schema.ts';
import { contentKinds } from '../../knowledge/items/item.ts';

/** Parameters and pieces of output that several tools share, described once for the model. */

export const conditionInput = z
  .union([z.string().min(1).max(4000), z.looseObject({ op: z.string() })])
  .describe(
    'Condition text, e.g. `company_size = "enterprise" AND page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days`, or its JSON form. Names: show_program part vocabulary.',
  );

export const trackInput = z.string().min(1).max(200).describe('Track id, or its exact title');

/** Told as text: the exact pattern of a date is longer than the tool. */
export const instantInput = z
  .string()
  .max(35)
  .pipe(
    z.union(
      [z.iso.date(), z.iso.datetime({ offset: true })],
      'a date is 2026-03-18, a date-time 2026-03-18T08:00:00Z',
    ),
  )
  .transform((text) => Date.parse(text))
  .describe('Date (midnight UTC) or date-time, ISO 8601');

export const periodInput = z
  .string()
  .max(60)
  .describe(
    '“last month”, “this week”, “Q3”, “October 2026”, “last 90 days”, “2026-10-01 to 2026-10-31”; default last 30 days',
  );

/** An id of the program; told as text, and held to its form when it is read. */
export const idInput = z.string().max(63).pipe(idSchema);

export const stageInput = z.enum(journeyStages);

/** Named in a few examples: the whole list would be told with every turn, and the error for another one has it. */
export const kindInput = z.string().max(40).pipe(z.enum(contentKinds)).describe('case-study, guide, email …');

export const capInput = z.strictObject({
  points: z.int().min(1).max(100_000),
  per: z.enum(['day', 'week', 'month', 'ever']),
});

/** An action of a threshold, told in words: the schema of the program is several times as long, and reads it anyhow. */
export const actionInput = z
  .looseObject({ do: z.enum(['enrol', 'leave', 'score', 'journey', 'lifecycle', 'notify', 'task']) })
  .describe(
    'enrol, leave: track. score: points. journey, lifecycle: stage. notify: audience, text. task: queue, title, within ("2 days")',
  );

export const instant = z.string().describe('ISO 8601, UTC');

/** A change as a tool shows it: everything an approver sees but the hashes. */
export const changeOutput = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The same wish was open already: this is that change, and nothing new was filed. */
  already_open: z.literal(true).optional(),
  status: z.enum(['proposed', 'approved', 'scheduled', 'applied', 'rejected', 'stale', 'expired']),
  /** Where a person approves or rejects it. */
  url: z.string(),
  author: z.string(),
  created_at: instant,
  expires_at: instant,
  base_version: z.int(),
  applied_version: z.int().optional(),
  /** Why it was rejected or went stale. */
  resolution: z.string().optional(),
  resolved_by: z.string().optional(),
  /** What it changes, one line each. */
  diff: z.array(z.string()),
  population: z.strictObject({
    entering: z.record(z.string(), z.int()),
    /** By entered track: of those entering, how many are on which other track now. */
    also_on: z.record(z.string(), z.record(z.string(), z.int())),
    /** By entered track: of those entering, how many were sent one of its items before. */
    repeated: z.record(z.string(), z.int()),
    in_flight: z.record(z.string(), z.int()),
    leaving: z.int(),
    leads: z.int(),
  }),
  risk: z.enum(['low', 'medium', 'high']),
  /** Of a change that was approved for a later time: when, by whom, and why it was not applied if so. */
  standing: z.array(z.string()).optional(),
  /** What people said about it, oldest first. */
  comments: z.array(z.strictObject({ by: z.string(), at: instant, text: z.string() })).optional(),
  /** Everything else that the approver reads, in the same words. */
  sections: z.array(z.strictObject({ heading: z.string(), lines: z.array(z.string()) })),
  /** Sources of foreign text that the proposing turn had seen. */
  tainted: z.array(z.string()),
});

/** What a proposal would be, where it was only planned: what an approver would see, and nothing that is filed. */
export const planOutput = changeOutput
  .pick({ title: true, base_version: true, diff: true, population: true, risk: true, sections: true })
  .extend({
    /** The same wish is open already, as this change. */
    open: z.strictObject({ id: z.string(), url: z.string() }).optional(),
  });

export const rateOutput = z.strictObject({
  numerator: z.int(),
  denominator: z.int(),
  /** 0-1; null: not enough data (under 30). */
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
