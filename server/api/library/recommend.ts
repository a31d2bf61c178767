import { Hono } from 'hono';
import { z } from 'zod';
import { recommendContent } from '../../../tools/recommend-content.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { runTool } from '../run-tool.ts';

const querySchema = z.strictObject({
  show: z.enum(['next', 'best']).optional(),
  lead: z.string().optional(),
  where: z.string().optional(),
  stage: z.string().optional(),
  goal: z.string().optional(),
  kind: z.string().optional(),
  limit: z.coerce.number().optional(),
});

/** `GET /api/library/recommend?lead=|where=&stage=&goal=&kind=&limit=`: what to send next, or with `show=best` what worked. */
export function recommendRoutes(installation: Installation): Hono<AppEnv> {
  const { recentTaint } = installation;
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const tainted: string[] = [];
    try {
      return c.json(
        await runTool(installation, principal, recommendContent, querySchema.parse(c.req.query()), tainted),
      );
    } finally {
      recentTaint.add(principal, tainted);
    }
  });
}
