import { Hono } from 'hono';
import { z } from 'zod';
import { draftEmail } from '../../../tools/draft-email.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';
import { runTool } from '../run-tool.ts';

/** `POST /api/library/drafts`: an email written from the library, stored as an item that nobody has approved. */
export function draftRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/drafts', async (c) => {
    const principal = requireRole(c, 'marketer');
    const tainted = installation.recentTaint.of(principal);
    try {
      const input = await readJson(c, z.json());
      return c.json({ draft: await runTool(installation, principal, draftEmail, input, tainted) }, 201);
    } finally {
      installation.recentTaint.add(principal, tainted);
    }
  });
}
