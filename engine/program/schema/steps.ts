import { z } from 'zod';
import { actionSchema } from './actions.ts';
import {
  conditionText,
  contentRefSchema,
  durationSchema,
  fieldName,
  idSchema,
  purposes,
  timeOfDaySchema,
  weekdaySchema,
} from './base.ts';

const stepBase = { id: idSchema, title: z.string().max(200).optional() };
/** Steps run in order; `goto` jumps; the track ends after its last step or at an exit. */
export const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...stepBase,
    kind: z.literal('email'),
    content: contentRefSchema,
    purpose: z.enum(purposes).default('marketing'),
  }),
  z.strictObject({
    ...stepBase,
    kind: z.literal('wait'),
    /** From the moment the step is reached ... */
    for: durationSchema.optional(),
    /**
     * ... or until this day of the enrolment begins, day 1 being the day it began: (n - 1) * 24 h after it, so that
     * "day 14" does not drift ...
     */
    untilDay: z.int().min(1).max(1000).optional(),
    /** ... or until the clock next shows this time, on one of these days if any are named ... */
    until: z
      .strictObject({
        weekday: z.array(weekdaySchema).min(1).max(7).optional(),
        time: timeOfDaySchema,
        /** On whose clock: the lead's, where nothing is said, or for all leads that of the policy `timeZone`. */
        zone: z.enum(['lead', 'program']).optional(),
      })
      .optional(),
    /** ... or until a date of the lead, so many days before or after it. Exactly one of the four. */
    untilDate: z
      .strictObject({
        field: fieldName,
        offsetDays: z.int().min(-365).max(365).optional(),
        time: timeOfDaySchema.optional(),
      })
      .optional(),
  }),
  /** Goes on as soon as `when` holds, which may name the event that arrives, at the latest after `within`. */
  z.strictObject({
    ...stepBase,
    kind: z.literal('wait-for'),
    when: conditionText,
    within: durationSchema,
    /** When it held; without it the next step follows. */
    goto: idSchema.optional(),
    /** When the time ran out; without it the next step follows. */
    otherwise: idSchema.optional(),
  }),
  z.strictObject({
    ...stepBase,
    kind: z.literal('branch'),
    cases: z
      .array(z.strictObject({ when: conditionText, goto: idSchema }))
      .min(1)
      .max(20),
    /** Without it the next step follows. */
    otherwise: idSchema.optional(),
  }),
  /** Shares the leads out by a hash of the experiment and the lead; a lead stays with the arm it once had. */
  z.strictObject({
    ...stepBase,
    kind: z.literal('split'),
    arms: z
      .array(z.strictObject({ id: idSchema, weight: z.int().min(1).max(1000), goto: idSchema }))
      .min(2)
      .max(10),
    /** Splits of one experiment give a lead the same arm; absent: this step is an experiment of its own. */
    experiment: idSchema.optional(),
  }),
  z.strictObject({ ...stepBase, kind: z.literal('action'), action: actionSchema }),
  z.strictObject({ ...stepBase, kind: z.literal('exit'), reason: z.string().max(100).default('finished') }),
]);
export type Step = z.infer<typeof stepSchema>;
