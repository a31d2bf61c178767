import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { idSchema } from '../../engine/program/schema.ts';
import { parseTargetUrl } from '../../integrations/webhook/target-url.ts';
import { addTarget, listTargets, removeTarget } from '../../integrations/webhook/targets.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const targetSchema = z.strictObject({ id: idSchema, url: z.string().max(2000) });

/** Where webhooks go; administrators only. */
export function webhookRoutes({ db, clock, config }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c, 'admin');
      const targets = await listTargets(db);
      return c.json({
        webhooks: targets.map((target) => ({ ...target, createdAt: isoInstant(target.createdAt) })),
      });
    })
    .post('/', async (c) => {
      refuseProgram(requireRole(c, 'admin'));
      const { id, url: text } = await readJson(c, targetSchema);
      const url = parseTargetUrl(text, config.TRELLIS_WEBHOOK_PRIVATE);
      return c.json({ id, url, secret: await addTarget(db, id, url, clock()) }, 201);
    })
    .delete('/:id', async (c) => {
      refuseProgram(requireRole(c, 'admin'));
      await removeTarget(db, c.req.param('id'), clock());
      return c.json({ removed: c.req.param('id') });
    });
}

/** Otherwise a program could lead what an approved webhook tells of leads to an address of its own. */
function refuseProgram({ mayApprove }: Principal): void {
  if (mayApprove) return;
  throw new TrellisError(
    'auth.person_needed',
    'Webhooks are added and removed by a person: run this command on a terminal.',
  );
}
