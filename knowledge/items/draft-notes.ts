import { z } from 'zod';
import { idSchema } from '../../engine/program/schema.ts';

/** What is kept beside an email that Trellis wrote, for whoever approves it. Never sent. */
export const draftNotesSchema = z.strictObject({
  /** Who asked for it. */
  author: z.string().trim().min(1).max(100),
  /** The passages it was written from: offsets into the bodies of those versions in code points. */
  citations: z
    .array(
      z.strictObject({
        item: idSchema,
        version: z.int().min(1),
        start: z.int().min(0),
        end: z.int().min(0),
      }),
    )
    .max(20),
  /** What the checks found and let pass. */
  warnings: z.array(z.strictObject({ code: z.string().max(60), message: z.string().max(500) })).max(50),
});
