import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { once } from '../once.ts';

const conditions = once(() => readFile(new URL('../../docs/conditions.md', import.meta.url), 'utf8'));

/** `GET /api/reference/conditions`: what a condition can say, as the guide of this version has it. */
export function referenceRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/conditions', async (c) => {
    requireRole(c);
    return c.json({ text: await conditions() });
  });
}
