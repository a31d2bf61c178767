import { Hono } from 'hono';
import { z } from 'zod';
import { journeyStages } from '../../../engine/program/schema.ts';
import type { LibraryFilter } from '../../../knowledge/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

/** `where` is a condition over the items' fields. */
const filterSchema = z.object({
  stage: z.enum(journeyStages).optional(),
  where: z.string().max(4_000).optional(),
});

/** What a request narrows the library to. */
export function filterOf(query: unknown): LibraryFilter {
  const { stage, where } = filterSchema.parse(query);
  return { ...(stage && { stage }), ...(where && { condition: where }) };
}

/** `GET /api/library`: the latest versions, without their bodies. */
export function itemRoutes({ library, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const items = await library.list(filterOf(c.req.query()));
    // Titles and summaries that nobody has approved may say anything.
    const drafts = items.filter(({ approved }) => !approved);
    recentTaint.add(
      principal,
      drafts.map(({ id, version }) => `content:${id}@${version}`),
    );
    return c.json({ items: items.map(({ body, ...item }) => item) });
  });
}
