import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { opportunitiesFor } from '../../tools/support/opportunities/find.ts';
import { proposeOpportunity } from '../../tools/support/opportunities/propose.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const days = z.coerce.number().int().min(14).max(730).optional();

/**
 * `GET /api/opportunities?days=`: what could be done better, best first. `POST /api/opportunities/:id/propose` files the
 * change of one for approval; it approves nothing.
 */
export function opportunityRoutes(installation: Installation): Hono<AppEnv> {
  const { services, clock, recentTaint } = installation;
  const contextOf = ({ person, via }: Principal, tainted: string[]) => ({
    person,
    via,
    now: clock(),
    tainted,
    services,
  });
  return new Hono<AppEnv>()
    .get('/', async (c: Context<AppEnv>) => {
      const principal = requireRole(c);
      const asked = z.strictObject({ days }).parse(c.req.query());
      const tainted: string[] = [];
      const answer = await opportunitiesFor(contextOf(principal, tainted), asked);
      recentTaint.add(principal, tainted);
      return c.json(answer);
    })
    .post('/:id/propose', async (c) => {
      const principal = requireRole(c, 'marketer');
      const asked = await readJson(c, z.strictObject({ days }));
      const context = contextOf(principal, recentTaint.of(principal));
      return c.json(await proposeOpportunity(context, c.req.param('id'), asked), 201);
    });
}
