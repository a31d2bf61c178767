import { Hono } from 'hono';
import { z } from 'zod';
import { trackPerformanceTool } from '../../../tools/track-performance.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { runTool } from '../run-tool.ts';

const querySchema = z.strictObject({
  track: z.string().max(200).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  period: z.string().max(60).optional(),
});

/** `GET /api/performance?track=&from=&to=` or `&period=`: how a track, or every track, did in a period. */
export function trackRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { track, ...period } = querySchema.parse(c.req.query());
    const { program } = await installation.engine.program();
    const reports = [];
    for (const id of track === undefined ? Object.keys(program.tracks) : [track]) {
      reports.push(await runTool(installation, principal, trackPerformanceTool, { track: id, ...period }));
    }
    return c.json({ tracks: reports });
  });
}
