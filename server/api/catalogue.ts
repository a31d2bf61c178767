import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { isPlace, readCatalogue } from '../catalogue.ts';
import type { Installation } from '../installation.ts';

const querySchema = z.object({
  after: z.string().max(300).refine(isPlace, 'after is the next of an answer, as it came').optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `GET /api/catalogue?after=&limit=`: what can be read by its address, page by page. */
export function catalogueRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    return c.json(await readCatalogue(installation, principal, querySchema.parse(c.req.query())));
  });
}
