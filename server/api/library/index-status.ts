import { Hono } from 'hono';
import { describeIndex } from '../../../knowledge/index/describe.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { isoInstant } from '../iso-instant.ts';

/** `/api/library/index`: what the index has, what is being built, and building it again. */
export function indexRoutes({ library }: Installation): Hono<AppEnv> {
  const answer = async () => {
    const status = await library.indexStatus();
    const { current, building, fault } = status;
    const shown = ({ createdAt, ...rest }: typeof current) => ({ ...rest, createdAt: isoInstant(createdAt) });
    return {
      ...status,
      current: shown(current),
      ...(building && { building: shown(building) }),
      ...(fault && {
        fault: { ...fault, since: isoInstant(fault.since), retryAt: isoInstant(fault.retryAt) },
      }),
      words: describeIndex(status),
    };
  };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      return c.json(await answer());
    })
    .post('/rebuild', async (c) => {
      // An endpoint is paid for every passage again.
      requireRole(c, 'admin');
      await library.rebuildIndex();
      return c.json(await answer(), 202);
    });
}
