import { Hono } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { explainLead } from '../explain-lead.ts';
import type { Installation } from '../installation.ts';

/** `GET /api/leads/ID-OR-EMAIL`: what is known of a lead, and why, why not and why not yet. */
export function leadRoutes({ db, engine, clock, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:idOrEmail', async (c) => {
    const principal = requireRole(c);
    const given = c.req.param('idOrEmail');
    const id = await engine.findLead(given);
    const explanation = id && (await explainLead(db, await engine.program(), id, clock()));
    if (!explanation) {
      throw new TrellisError(
        'lead.unknown',
        `There is no lead ${given}; give a lead id or an email address.`,
      );
    }
    recentTaint.add(principal, [`lead:${id}`]);
    return c.json(explanation);
  });
}
