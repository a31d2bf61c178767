import { Hono } from 'hono';
import { z } from 'zod';
import { manifestSchema } from '../../engine/program/files/layout.ts';
import { assertNoPersonalCondition } from '../../tools/support/personal.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';
import { planDocument } from '../plan-document.ts';
import { readJson } from './read-json.ts';

const maxBytes = 8 * 1024 * 1024;
const bodySchema = z.strictObject({
  /** Which version the document was made from: what else it says differently is what it changes. */
  base: manifestSchema.pick({ base: true, hash: true }),
  /** The whole program; content may be named without its pin. */
  document: z.record(z.string(), z.json()),
});

/** `POST /api/program/plan`: what a document would change. Files nothing; a proposal is made by `POST /api/changes`. */
export function programPlanRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const principal = requireRole(c);
    const { base, document } = await readJson(c, bodySchema, maxBytes);
    const plan = await planDocument(installation, base, document);
    if (withholdsPersonal(principal)) assertNoPersonalCondition(plan.edits);
    return c.json(plan);
  });
}
