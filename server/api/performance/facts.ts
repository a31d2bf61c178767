import { Hono } from 'hono';
import { askForRebuild } from '../../../engine/analytics/facts/roll-up.ts';
import { describeFacts, factsStatus } from '../../../engine/analytics/facts/status.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { isoInstant } from '../iso-instant.ts';

/** `/api/performance/facts`: how far the log is counted in for the figures, and counting it in anew. */
export function factsRoutes({ db, clock }: Installation): Hono<AppEnv> {
  const answer = async () => {
    const status = await factsStatus(db);
    const { asOf, newest, ...rest } = status;
    return {
      asOf: asOf === 0 ? null : isoInstant(asOf),
      newest: newest === null ? null : isoInstant(newest),
      ...rest,
      words: describeFacts(status, clock()),
    };
  };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      return c.json(await answer());
    })
    .post('/rebuild', async (c) => {
      // It keeps the database busy for a while.
      requireRole(c, 'admin');
      await askForRebuild(db, clock());
      return c.json(await answer(), 202);
    });
}
