import { z } from 'zod';
import { isStorableText } from '../condition/limits.ts';
import { durationSchema, fieldName, fieldValue, idSchema, journeyStages, lifecycleStages } from './base.ts';

/** As the other system calls it. */
const crmFieldName = z.string().min(1).max(100).refine(isStorableText, 'a name may not hold NUL');

function hasSome(most: number): (fields: Readonly<Record<string, unknown>>) => boolean {
  return (fields) => {
    const count = Object.keys(fields).length;
    return count >= 1 && count <= most;
  };
}

export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('enrol'), track: idSchema }),
  z.strictObject({ do: z.literal('leave'), track: idSchema }),
  z.strictObject({
    do: z.literal('score'),
    points: z.int().min(-1000).max(1000),
    /** Absent: engagement. */
    model: idSchema.optional(),
  }),
  z.strictObject({ do: z.literal('journey'), stage: z.enum(journeyStages) }),
  z.strictObject({ do: z.literal('lifecycle'), stage: z.enum(lifecycleStages) }),
  z.strictObject({
    do: z.literal('notify'),
    audience: z.string().min(1).max(100),
    text: z.string().min(1).max(500),
  }),
  z.strictObject({
    do: z.literal('task'),
    queue: z.string().min(1).max(100),
    title: z.string().min(1).max(200),
    within: durationSchema,
    /** Where the lead books a meeting with whoever takes the task. */
    booking: z
      .url({ protocol: /^https$/, error: 'a booking link is an https URL' })
      .max(500)
      .optional(),
  }),
  /** Null takes a value away. */
  z.strictObject({
    do: z.literal('set'),
    fields: z.record(fieldName, fieldValue.nullable()).refine(hasSome(20), 'name 1 to 20 fields'),
  }),
  /** Null: back to the normal pace. */
  z.strictObject({ do: z.literal('cadence'), cadence: idSchema.nullable() }),
  /** The target is the installation's: an administrator adds it. Of the lead only these fields are told. */
  z.strictObject({
    do: z.literal('webhook'),
    webhook: idSchema,
    fields: z.array(fieldName).min(1).max(50).optional(),
  }),
  z.strictObject({
    do: z.literal('crm'),
    system: idSchema,
    fields: z.record(crmFieldName, fieldValue).refine(hasSome(50), 'name 1 to 50 fields'),
  }),
]);
export type Action = z.infer<typeof actionSchema>;
