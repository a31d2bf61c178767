import { type Context, Hono } from 'hono';
import { outboxPage } from '../../console/outbox.ts';
import { TrellisError } from '../../db/errors.ts';
import { countOutbox, listOutbox } from '../../engine/runtime/sql/outbox-desk.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { statusOf } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { formField, frameOf } from './session.ts';

/** Dead letters and what is in doubt, where an approver settles them. */
export function outboxPages(installation: Installation): Hono<AppEnv> {
  const { db, engine } = installation;
  const show = async (c: Context<AppEnv>, error?: TrellisError) => {
    const frame = await frameOf(c, installation);
    const rows = [...(await listOutbox(db, 'failed', 50)), ...(await listOutbox(db, 'in_doubt', 50))];
    const view = {
      ...frame,
      counts: await countOutbox(db),
      deliveries: rows.map(({ lead_id, seq, ordinal, settledAt, notBefore, mergedInto, ...row }) => ({
        ...row,
        key: `${lead_id}:${seq}:${ordinal}`,
        at: settledAt ?? notBefore,
        merged: mergedInto !== null,
      })),
      mayDecide: frame.person.role === 'approver' || frame.person.role === 'admin',
      ...(error && { problem: error.message }),
    };
    return c.html(outboxPage(view), error ? statusOf(error) : 200);
  };
  const settle = async (c: Context<AppEnv>, action: (by: string) => Promise<void>) => {
    const { person } = requireRole(c, 'approver');
    try {
      await action(person.id);
    } catch (error) {
      if (error instanceof TrellisError) return show(c, error);
      throw error;
    }
    return c.redirect('/outbox', 303);
  };
  return new Hono<AppEnv>()
    .get('/', (c) => show(c))
    .post('/:key/retry', (c) =>
      settle(c, async (by) => {
        const mayDuplicate = (await formField(c, 'mayDuplicate')) === 'yes';
        await engine.retryDelivery(c.req.param('key'), { by, mayDuplicate });
      }),
    )
    .post('/:key/drop', (c) => settle(c, (by) => engine.dropDelivery(c.req.param('key'), { by })));
}
