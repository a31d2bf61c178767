import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const askedSchema = z.strictObject({
  track: z.string().min(1).max(200),
  /** A step's id, its title, or its number among the track's emails. */
  email: z.union([z.string().min(1).max(200), z.int().min(1).max(999).transform(String)]),
  lead: z.string().min(1).max(320).optional(),
  change: z
    .string()
    .regex(/^[0-9a-f-]{4,36}$/)
    .optional(),
});

/** `POST /api/test-sends`: an email as a lead would get it, to the person who asks and to nobody else. */
export function testSendRoutes({ services, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const principal = requireRole(c, 'marketer');
    const sent = await services.sendTest(await readJson(c, askedSchema), principal.person);
    recentTaint.add(principal, [`lead:${sent.lead.id}`]);
    return c.json(sent, 201);
  });
}
