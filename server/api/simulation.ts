import { z } from 'zod';

/** The body of `POST /api/changes/:id/simulate`. */
export const simulationSchema = z.strictObject({
  leads: z.array(z.string().min(1).max(320)).min(1).max(50).optional(),
  sample: z.int().min(1).max(50).default(3),
  days: z.int().min(1).max(730).default(30),
  behaviour: z.enum(['nothing', 'everything', 'usual']).default('nothing'),
  enrol: z.string().max(63).optional(),
  bodies: z.boolean().default(false),
});
