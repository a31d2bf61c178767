import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { explainLead } from '../../engine/backtest/explain/lead.ts';
import type { LeadId } from '../../engine/core/types.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import { listErasures } from '../../engine/runtime/sql/erase.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { exportLead } from '../export-lead.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { leadOf as findLead, unknownLead } from './lead-of.ts';
import { readJson } from './read-json.ts';

const mergeSchema = z.strictObject({
  /** Id or email of the lead that lives on. */
  into: z.string().min(1).max(300),
});
const eraseSchema = z.strictObject({
  /** The lead's id once more: what is erased does not come back. */
  confirm: z.string(),
  reason: z.enum(['request', 'retention', 'mistake']).default('request'),
});

/**
 * `GET /api/leads/ID-OR-EMAIL`: what is known of a lead, and why, why not and why not yet. Below it: everything that
 * is held (`export`), `merge` into another lead, `erase`.
 */
export function leadRoutes(installation: Installation): Hono<AppEnv> {
  const { db, engine, clock, log, recentTaint } = installation;
  const find = (given: string): Promise<LeadId> => findLead(installation, given);
  const leadOf = (c: Context<AppEnv>) => find(c.req.param('idOrEmail') ?? '');

  return new Hono<AppEnv>()
    .get('/erased', async (c) => {
      requireRole(c, 'approver');
      const erasures = await listErasures(db, 200);
      return c.json({ erasures: erasures.map((erasure) => ({ ...erasure, at: isoInstant(erasure.at) })) });
    })
    .get('/:idOrEmail', async (c) => {
      const principal = requireRole(c);
      const id = await leadOf(c);
      const explanation = await explainLead(db, await engine.program(), id, clock());
      if (!explanation) throw unknownLead(id);
      recentTaint.add(principal, [`lead:${id}`]);
      return c.json(explanation);
    })
    .get('/:idOrEmail/export', async (c) => {
      const principal = requireRole(c, 'approver');
      const id = await leadOf(c);
      recentTaint.add(principal, [`lead:${id}`]);
      await db.transaction(async (tx) =>
        appendAudit(tx, { action: 'export', at: clock(), details: { lead: id } }),
      );
      c.header('content-type', 'application/json; charset=utf-8');
      c.header('content-disposition', `attachment; filename="lead-${id}.json"`);
      return stream(c, async (out) => {
        for await (const piece of exportLead(db, id, clock())) await out.write(piece);
      });
    })
    .post('/:idOrEmail/merge', async (c) => {
      const { person } = requireRole(c, 'marketer');
      const { into } = await readJson(c, mergeSchema);
      // By the id that was given, so that a lead that was merged before is told to be.
      const [loser, survivor] = [await leadOf(c), await find(into)];
      await engine.merge(loser, survivor, person.id);
      return c.json({ merged: loser, into: survivor });
    })
    .post('/:idOrEmail/erase', async (c) => {
      const { person } = requireRole(c, 'admin');
      const id = await leadOf(c);
      const { confirm, reason } = await readJson(c, eraseSchema);
      if (confirm !== id) {
        throw new TrellisError(
          'lead.not_confirmed',
          `Nothing was erased: confirm with the lead's id, ${id}. What is erased does not come back.`,
        );
      }
      const erased = await engine.erase(id, person.id, reason);
      log.info({ leads: erased, by: person.id, reason }, 'a lead was erased');
      return c.json({ erased });
    });
}
