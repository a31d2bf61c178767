import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { listRoutes } from '../../integrations/slack/notices/route-store.ts';
import { setRoute, unsetRoute } from '../../integrations/slack/notices/routes.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const routeSchema = z.strictObject({
  audience: z.string().min(1).max(100),
  channel: z.string().regex(/^[CG][A-Z0-9]{2,20}$/, 'the id of a Slack channel, such as C0123456789'),
});

/** Which tasks and notices Slack shows where. */
export function noticeRouteRoutes({ db, engine, clock }: Installation): Hono<AppEnv> {
  const options = { db, clock, program: () => engine.program() };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      const routes = await listRoutes(db);
      return c.json({
        routes: routes.map((route) => ({ ...route, createdAt: isoInstant(route.createdAt) })),
      });
    })
    .post('/', async (c) => {
      const { person } = aPerson(requireRole(c, 'approver'));
      return c.json({ said: await setRoute(options, person, await readJson(c, routeSchema)) }, 201);
    })
    .delete('/:channel/:audience', async (c) => {
      const { person } = aPerson(requireRole(c, 'approver'));
      const { channel, audience } = c.req.param();
      return c.json({ said: await unsetRoute(options, person, { channel, audience }) });
    });
}

/** Otherwise a program could have leads named where others read. */
function aPerson(principal: Principal): Principal {
  if (principal.mayApprove) return principal;
  throw new TrellisError(
    'auth.person_needed',
    'Which channel reads about leads is said by a person: run this command on a terminal.',
  );
}
