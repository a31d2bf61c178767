import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { filterOf } from './items.ts';

const searchSchema = z.object({
  q: z.string().trim().min(1).max(1_000),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

/** `GET /api/library/search`: the best passages for words. */
export function searchRoutes({ library, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { q, limit } = searchSchema.parse(c.req.query());
    const hits = await library.search(q, { limit, where: filterOf(c.req.query()) });
    recentTaint.add(principal, [...new Set(hits.map(({ item }) => `content:${item.id}@${item.version}`))]);
    return c.json({ hits });
  });
}
