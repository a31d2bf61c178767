import { Hono } from 'hono';
import { z } from 'zod';
import { editSchema } from '../../engine/program/schema.ts';
import { assertNoPersonalCondition, withoutAddresses } from '../../tools/support/personal.ts';
import { requirePerson, requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';
import { simulateChange } from '../simulation.ts';
import { streamBacktest } from './backtest.ts';
import { readJson } from './read-json.ts';
import { simulationSchema } from './simulation.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const statuses = ['proposed', 'approved', 'scheduled', 'applied', 'rejected', 'stale', 'expired'] as const;
const listSchema = z.object({
  status: z.enum(statuses).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const migrationSchema = z.object({
  /** The last lead of the page before. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});
/** A whole program may be proposed at once. */
const maxProposalBytes = 8 * 1024 * 1024;
const approvalSchema = z.strictObject({
  editHash: hash,
  planHash: hash,
  /** Left out: at once. */
  applyAt: z.iso.datetime({ offset: true }).optional(),
});
/** Its length is for change control to judge. */
const commentSchema = z.strictObject({ text: z.string().max(20_000) });
const proposalSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  edits: z.array(editSchema).min(1).max(2_000),
});

/** The one path of every change. Anybody signed in reads, a marketer proposes, a person settles. */
export function changeRoutes(installation: Installation): Hono<AppEnv> {
  const { changes, publicUrl, recentTaint } = installation;
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const principal = requireRole(c);
      const found = { changes: await changes.list(listSchema.parse(c.req.query())) };
      return c.json(withholdsPersonal(principal) ? withoutAddresses(found) : found);
    })
    .post('/', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { title, edits } = await readJson(c, proposalSchema, maxProposalBytes);
      const { person: author, via } = principal;
      if (withholdsPersonal(principal)) assertNoPersonalCondition(edits);
      const tainted = recentTaint.of(principal);
      return c.json(await changes.propose({ title, edits, author, via, tainted }), 201);
    })
    .get('/:id', async (c) => {
      const principal = requireRole(c);
      const change = await changes.get(c.req.param('id'));
      // People name leads in comments.
      if (withholdsPersonal(principal))
        return c.json(withoutAddresses({ ...change, comments: [], accountNames: {} }));
      if (change.comments?.length) recentTaint.add(principal, [`comment:${change.id}`]);
      return c.json(change);
    })
    .get('/:id/migration', async (c) => {
      requireRole(c, 'marketer');
      const { after, limit } = migrationSchema.parse(c.req.query());
      return c.json(await changes.migration(c.req.param('id'), { limit, ...(after && { after }) }));
    })
    .post('/:id/backtest', async (c) => {
      requireRole(c, 'marketer');
      return streamBacktest(c, installation, c.req.param('id'));
    })
    .post('/:id/simulate', async (c) => {
      const principal = requireRole(c, 'marketer');
      const asked = await readJson(c, simulationSchema);
      const answer = await simulateChange(installation, c.req.param('id'), asked, c.req.raw.signal);
      recentTaint.add(
        principal,
        answer.leads.map(({ lead }) => `lead:${lead}`),
      );
      return c.json(answer);
    })
    .post('/:id/approve', async (c) => {
      const { person } = requirePerson(c, publicUrl);
      const { applyAt, ...hashes } = await readJson(c, approvalSchema);
      const at = applyAt === undefined ? {} : { at: Date.parse(applyAt) };
      return c.json(await changes.approve(c.req.param('id'), person, hashes, at));
    })
    .post('/:id/cancel', async (c) => {
      const { person } = requirePerson(c, publicUrl);
      return c.json(await changes.cancel(c.req.param('id'), person));
    })
    .post('/:id/comments', async (c) => {
      const { person, via } = requirePerson(c, publicUrl, 'viewer');
      const { text } = await readJson(c, commentSchema);
      return c.json(await changes.comment(c.req.param('id'), person, text, via), 201);
    })
    .post('/:id/reject', async (c) => {
      const { person } = requirePerson(c, publicUrl);
      const { reason } = await readJson(c, z.strictObject({ reason: z.string().trim().min(1).max(500) }));
      return c.json(await changes.reject(c.req.param('id'), person, reason));
    });
}
