import { type Context, Hono } from 'hono';
import { TrellisError } from '../../../db/errors.ts';
import { requireApprover, requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { formField } from '../session.ts';

/** The buttons of an item's page. */
export function settlePages({ library, clock, publicUrl }: Installation): Hono<AppEnv> {
  const seen = async (c: Context<AppEnv>) => {
    const item = c.req.param('id') as string;
    const version = Number(await formField(c, 'version'));
    if (!Number.isInteger(version) || version < 1)
      throw new TrellisError('request.invalid', 'A version is a whole number.');
    return { item, version, hash: await formField(c, 'hash') };
  };
  const back = (c: Context<AppEnv>, { item, version }: { item: string; version?: number }) =>
    c.redirect(`/library/${item}${version === undefined ? '' : `?version=${version}`}`, 303);
  return new Hono<AppEnv>()
    .post('/:id/approve', async (c) => {
      const { person } = requireApprover(c, publicUrl);
      const ref = await seen(c);
      await library.approve(ref, { by: person.name, at: clock() });
      return back(c, ref);
    })
    .post('/:id/withdraw', async (c) => {
      requireApprover(c, publicUrl);
      const ref = await seen(c);
      await library.withdraw(ref, clock());
      return back(c, ref);
    })
    .post('/:id/confirm', async (c) => {
      requireRole(c, 'marketer');
      const { item, version } = await seen(c);
      const known = await library.get(item, version);
      await library.set(item, { fields: {}, confirm: known?.suggested ?? [], version }, clock());
      return back(c, { item });
    })
    .post('/:id/retire', async (c) => {
      requireRole(c, 'marketer');
      await library.retire(c.req.param('id'));
      return back(c, { item: c.req.param('id') });
    })
    .post('/:id/restore', async (c) => {
      requireRole(c, 'marketer');
      await library.restore(c.req.param('id'));
      return back(c, { item: c.req.param('id') });
    });
}
