import { Hono } from 'hono';
import { z } from 'zod';
import { queryLeads } from '../../engine/analytics/query-leads.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import { listVersions } from '../../engine/runtime/sql/programs.ts';
import { haltSending } from '../../tools/halt-sending.ts';
import { conditionText, readCondition, segmentConditions } from '../../tools/support/conditions.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';
import { runTool } from './run-tool.ts';

const querySchema = z.strictObject({
  /** Text or the JSON form. */
  condition: z.union([z.string().min(1).max(4_000), z.record(z.string(), z.json())]),
  /** How many leads to list, best score first. */
  limit: z.int().min(0).max(100).default(20),
});

const versionsSchema = z.object({
  /** The last version of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The program in force, questions to it, and the brake. */
export function programRoutes(installation: Installation): Hono<AppEnv> {
  const { engine, changes, db, clock, recentTaint } = installation;
  return new Hono<AppEnv>()
    .get('/program', async (c) => {
      requireRole(c);
      const { version, hash, program } = await engine.program();
      return c.json({ version, hash, halts: await engine.halts(), program });
    })
    .get('/program/versions', async (c) => {
      requireRole(c);
      const versions = await listVersions(db, versionsSchema.parse(c.req.query()));
      return c.json({
        versions: versions.map((row) => ({ ...row, activatedAt: isoInstant(row.activatedAt) })),
      });
    })
    .post('/program/rollback', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { version } = await readJson(c, z.strictObject({ version: z.int().min(1).max(1_000_000) }));
      const tainted = recentTaint.of(principal);
      return c.json(
        await changes.rollback({ version, author: principal.person, via: principal.via, tainted }),
        201,
      );
    })
    .post('/query', async (c) => {
      const principal = requireRole(c);
      const { condition, limit } = await readJson(c, querySchema);
      const active = await engine.program();
      const vocabulary = vocabularyOf(active.program);
      const parsed = readCondition(condition, { event: false, vocabulary });
      const answer = await queryLeads(db, {
        condition: parsed,
        segments: segmentConditions(active),
        vocabulary,
        now: clock(),
        sample: limit,
      });
      recentTaint.add(
        principal,
        answer.sample.map((lead) => `lead:${lead.id}`),
      );
      return c.json({ count: answer.count, condition: conditionText(parsed), leads: answer.sample });
    })
    .post('/halt', async (c) => {
      const principal = requireRole(c, 'marketer');
      const input = await readJson(c, z.json());
      return c.json(await runTool(installation, principal, haltSending, input));
    });
}
