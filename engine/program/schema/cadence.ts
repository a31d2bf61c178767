import { z } from 'zod';
import { conditionText, durationSchema } from './base.ts';

/**
 * A pace of its own for one lead: waits begun while it holds take `percent` of their time, 200 being twice as long.
 * It ends by itself when `for` is over or `until` holds, else when an action says so.
 */
export const cadenceSchema = z.strictObject({
  title: z.string().min(1).max(200),
  percent: z.int().min(25).max(400),
  for: durationSchema.optional(),
  until: conditionText.optional(),
});
export type Cadence = z.infer<typeof cadenceSchema>;
