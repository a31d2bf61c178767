import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../../db/errors.ts';
import { requireApprover, requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';

const version = z.int().min(1).max(1_000_000);
const shownSchema = z.object({ version: z.coerce.number().pipe(version).optional() });
const approvalSchema = z.strictObject({ version, hash: z.string().regex(/^[0-9a-f]{64}$/) });
const withdrawalSchema = z.strictObject({ version: version.optional() });
const settingSchema = z.strictObject({
  /** What the library says of each is what `trellis library add` says of front matter; null takes it away. */
  fields: z.record(z.string().max(40), z.json()).default({}),
  /** Suggested fields that are right as they are. */
  confirm: z.array(z.string().max(40)).max(40).default([]),
  /** The version that was seen. */
  version: version.optional(),
});

/** `/api/library/items/ID`: an item with its versions, and what becomes of it. */
export function lifeRoutes({ library, clock, publicUrl, recentTaint }: Installation): Hono<AppEnv> {
  const idOf = (c: Context<AppEnv>) => c.req.param('id') as string;
  return new Hono<AppEnv>()
    .get('/:id', async (c) => {
      const principal = requireRole(c);
      const id = idOf(c);
      const asked = shownSchema.parse(c.req.query());
      const item = await library.get(id, asked.version);
      if (!item)
        throw new TrellisError(
          'content.unknown',
          `The library has no "${id}": list it for the item you mean.`,
        );
      recentTaint.add(principal, [`content:${item.id}@${item.version}`]);
      const versions = (await library.versions(id)).map(({ body, ...one }) => one);
      return c.json({ item, versions });
    })
    .post('/:id/approve', async (c) => {
      const { person } = requireApprover(c, publicUrl);
      const seen = await readJson(c, approvalSchema);
      return c.json(await library.approve({ item: idOf(c), ...seen }, { by: person.name, at: clock() }));
    })
    .post('/:id/withdraw', async (c) => {
      requireApprover(c, publicUrl);
      const asked = await readJson(c, withdrawalSchema);
      const of = { item: idOf(c), ...(asked.version !== undefined && { version: asked.version }) };
      return c.json(await library.withdraw(of, clock()));
    })
    .post('/:id/set', async (c) => {
      requireRole(c, 'marketer');
      const { version: seen, ...set } = await readJson(c, settingSchema);
      return c.json(
        await library.set(idOf(c), { ...set, ...(seen !== undefined && { version: seen }) }, clock()),
      );
    })
    .post('/:id/retire', async (c) => {
      requireRole(c, 'marketer');
      await library.retire(idOf(c), clock());
      return c.json(await library.get(idOf(c)));
    })
    .post('/:id/restore', async (c) => {
      requireRole(c, 'marketer');
      return c.json(await library.restore(idOf(c), clock()));
    });
}
