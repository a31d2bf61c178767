import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { feedbackTasks } from '../slack/feedback-tasks.ts';
import { readFeedback } from '../slack/read-feedback.ts';

const querySchema = z.strictObject({
  verdict: z.enum(['good', 'bad']).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** `GET /api/feedback?verdict=&limit=`: what people thought of answers, as drafts of eval tasks; administrators only. */
export function feedbackRoutes({ db }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c, 'admin');
    return c.json({ tasks: feedbackTasks(await readFeedback(db, querySchema.parse(c.req.query()))) });
  });
}
