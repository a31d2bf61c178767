import { z } from 'zod';
import { isStorableText } from '../condition/limits.ts';

export const idSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'an id is lower case letters, digits and dashes, at most 63, starting with a letter',
  );

export const journeyStages = [
  'awareness',
  'consideration',
  'decision',
  'implementation',
  'advocacy',
] as const;
export const lifecycleStages = ['subscriber', 'lead', 'mql', 'sql', 'opportunity', 'customer'] as const;
export const purposes = ['marketing', 'transactional'] as const;
export type JourneyStage = (typeof journeyStages)[number];
export type LifecycleStage = (typeof lifecycleStages)[number];
export type Purpose = (typeof purposes)[number];

export const conditionText = z.string().min(1).max(4000);
export const durationSchema = z
  .string()
  .regex(
    /^\d{1,4} (minute|hour|day|week)s?$/,
    'a duration is like "90 minutes", "2 hours", "7 days" or "6 weeks"',
  );

/** Content is pinned: a new version of an item reaches a live track only by a change. */
export const contentRefSchema = z.strictObject({
  item: idSchema,
  version: z.int().min(1).max(1_000_000),
  /** SHA-256 of the item's canonical JSON, hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ContentRef = z.infer<typeof contentRefSchema>;

export const fieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a field is lower case letters, digits and underscores');
/** A value as a lead's field holds it. */
export const fieldValue = z.union([
  z.string().max(2000).refine(isStorableText, 'a text may not hold NUL or half a surrogate pair'),
  // Adding 0 makes -0 the 0 that it is stored as.
  z.number().overwrite((n) => n + 0),
  z.boolean(),
]);

/** From Monday, as ISO 8601 numbers them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export const weekdaySchema = z.enum(weekdays);
export const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is like "09:00" or "17:30"');
