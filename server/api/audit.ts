import { Hono } from 'hono';
import { z } from 'zod';
import { auditActions } from '../../engine/runtime/audit/entry-words.ts';
import { verifyAudit } from '../../engine/runtime/audit/verify.ts';
import { selectAudit } from '../../engine/runtime/sql/audit.ts';
import { requireRole } from '../auth/guards.ts';
import { getPerson } from '../auth/people.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const instant = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    'a date or an instant, like 2026-01-31 or 2026-01-31T08:00:00Z',
  )
  .transform((text) => Date.parse(text));
const listSchema = z.object({
  since: instant.optional(),
  until: instant.optional(),
  /** A person's id or email address. */
  by: z.string().min(1).max(320).optional(),
  action: z.enum(auditActions).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const verifySchema = z.strictObject({
  head: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a head is 64 characters from 0-9 and a-f')
    .optional(),
});

/** What people did, and the proof that nothing of it was changed; administrators only. */
export function auditRoutes({ db }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c, 'admin');
      const { since, until, by, action, before, limit } = listSchema.parse(c.req.query());
      const person = by === undefined ? undefined : await getPerson(db, by);
      const rows = await selectAudit(db, {
        limit,
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
        ...(person && { by: person.id }),
        ...(action !== undefined && { action }),
        ...(before !== undefined && { before }),
      });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return c.json({
        entries: rows.map((row) => ({ ...row, at: isoInstant(row.at) })),
        ...(last && { before: last.n }),
      });
    })
    .post('/verify', async (c) => {
      requireRole(c, 'admin');
      const { head } = await readJson(c, verifySchema);
      return c.json(await verifyAudit(db, head));
    });
}
