import { Hono } from 'hono';
import { z } from 'zod';
import { journeyStages } from '../../../engine/program/schema.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

export const filterSchema = z.object({ stage: z.enum(journeyStages).optional() });

/** `GET /api/library`: the latest versions, without their bodies. */
export function itemRoutes({ library }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    const items = await library.list(filterSchema.parse(c.req.query()));
    return c.json({ items: items.map(({ body, ...item }) => item) });
  });
}
