import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { runImport } from '../import/run-import.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const maxBatchBytes = 16 * 1024 * 1024;
const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'lower case letters, digits, dashes and underscores');

const batchSchema = z.strictObject({
  kind: z.enum(['leads', 'events']),
  source: word.default('import'),
  records: z.array(z.strictObject({ line: z.int().min(1), record: z.json() })).max(1_000),
  consent: z
    .strictObject({ basis: word, purpose: z.enum(['marketing', 'transactional']).default('marketing') })
    .optional(),
  list: word.optional(),
  enrol: z.boolean().default(false),
  check: z.boolean().default(false),
});

/** `POST /api/import`: one batch of the lines of a file, at most 1,000; the client splits and adds up. */
export function importRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    requireRole(c, 'marketer');
    return c.json(await runImport(installation, await readJson(c, batchSchema, maxBatchBytes)));
  });
}
