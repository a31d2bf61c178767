import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { isStillGranted } from '../auth/still-granted.ts';
import type { Installation } from '../installation.ts';

const querySchema = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** For how many seconds to wait for something. */
  wait: z.coerce.number().int().min(0).max(55).default(0),
});

/**
 * `GET /api/feed?after=&wait=`: which program files, changes and content items are not what they were, by their ids;
 * `at` is the `after` of the next question. Without `after`: where the feed stands.
 */
export function feedRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { after, wait } = querySchema.parse(c.req.query());
    const answer = await installation.feed.since(after, { looks: wait, signal: c.req.raw.signal });
    if (await isStillGranted(principal, installation)) return c.json(answer);
    throw new TrellisError(
      'auth.bad_token',
      'The token was revoked, or has expired, while you waited: `trellis tokens create` makes one.',
    );
  });
}
