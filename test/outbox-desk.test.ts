import { describe, expect, it } from 'vitest';
import { countOutbox, listOutbox } from '../engine/runtime/sql/outbox-desk.ts';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { eventOf, HOUR, PERSON } from './runtime-world.ts';

const failing = sender('email', async () => ({ status: 'failed', reason: '550 no' }));
const keyOf = async (id: string) => {
  const [row] = await world.db.query<{ seq: number; ordinal: number }>(
    'select seq, ordinal from outbox where lead_id = $1',
    [id],
  );
  return `${id}:${row?.seq}:${row?.ordinal}`;
};
/** Emails under way in a process that never comes back; the clock moves on only when its sender has them all. */
async function abandon(emails: number) {
  let left = emails;
  await new Promise<void>((reached) => {
    const hang = () => new Promise<never>(() => --left === 0 && reached());
    void world.engine.dispatch([sender('email', hang)]);
  });
  world.now += HOUR;
}
/** Leaves the lead's email in doubt. */
async function doubt(id: string) {
  await abandon(1);
  await world.another().dispatch([sender('email')]);
  expect(await rowsOf(id)).toMatchObject([{ status: 'in_doubt' }]);
}

describe('the outbox desk', () => {
  it('lists what failed with its reason, and has it tried again once', async () => {
    const id = await queueWelcome('dead@lead.example');
    await world.engine.dispatch([failing]);
    expect(await countOutbox(world.db)).toEqual({ queued: 0, sending: 0, failed: 1, in_doubt: 0 });
    expect(await listOutbox(world.db, 'failed', 10)).toMatchObject([
      {
        lead_id: id,
        kind: 'email',
        step: 'hello',
        reason: '550 no',
        email: 'dead@lead.example',
        attempts: 1,
        action: null,
      },
    ]);
    const key = await keyOf(id);
    const twice = await Promise.allSettled([
      world.engine.retryDelivery(key, { by: PERSON }),
      world.another().retryDelivery(key, { by: PERSON }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rowsOf(id)).toMatchObject([{ status: 'queued', attempts: 0 }]);
    expect(await listOutbox(world.db, 'queued', 10)).toMatchObject([
      { action: { action: 'retry', by: 'Ada', at: world.now } },
    ]);
    await world.engine.dispatch([sender('email')]);
    await world.engine.dispatch([sender('email')]);
    expect(sent).toHaveLength(2);
    expect(await outcomesOf(id)).toMatchObject([{ status: 'failed' }, { status: 'sent' }]);
    await expect(world.engine.retryDelivery(key, { by: PERSON })).rejects.toMatchObject({
      code: 'outbox.not_waiting',
    });
  });

  it('sends what is in doubt again only for who says that it may come twice', async () => {
    const id = await queueWelcome('doubt@lead.example');
    await doubt(id);
    const key = await keyOf(id);
    await expect(world.engine.retryDelivery(key, { by: PERSON })).rejects.toMatchObject({
      code: 'outbox.may_duplicate',
    });
    await world.engine.retryDelivery(key, { by: PERSON, mayDuplicate: true });
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([{ status: 'sent' }]);
  });

  it('looks again before it sends what is tried again', async () => {
    const id = await queueWelcome('left@lead.example');
    await world.engine.dispatch([failing]);
    await world.engine.ingest([eventOf(world, 'left@lead.example', 'unsubscribe')]);
    await world.engine.retryDelivery(await keyOf(id), { by: PERSON });
    await world.engine.dispatch([sender('email')]);
    expect(await rowsOf(id)).toMatchObject([{ status: 'refused', result: { reason: 'suppressed' } }]);
  });

  it('drops what is queued, failed or in doubt, tells the lead and keeps who did it', async () => {
    const id = await queueWelcome('drop@lead.example');
    await doubt(id);
    const key = await keyOf(id);
    await world.engine.dropDelivery(key, { by: PERSON, reason: 'it arrived' });
    expect(await rowsOf(id)).toMatchObject([
      { status: 'refused', result: { status: 'refused', reason: 'dropped' } },
    ]);
    expect(await outcomesOf(id)).toEqual([{ status: 'in_doubt' }, { status: 'refused', reason: 'dropped' }]);
    expect(
      await world.db.query('select action, was, reason, by from outbox_actions where lead_id = $1', [id]),
    ).toEqual([{ action: 'drop', was: 'in_doubt', reason: 'it arrived', by: PERSON }]);
    await expect(world.engine.dropDelivery(key, { by: PERSON })).rejects.toMatchObject({
      code: 'outbox.not_waiting',
    });
    await expect(world.engine.dropDelivery('nonsense', { by: PERSON })).rejects.toMatchObject({
      code: 'outbox.unknown',
    });
  });

  it('asks the transport what became of it before it is in doubt', async () => {
    const told = {
      sent: await queueWelcome('told@lead.example'),
      unsent: await queueWelcome('untold@lead.example'),
    };
    await abandon(2);
    const knowing = {
      ...sender('email'),
      reconcile: async ({ leadId }: { leadId: string }) =>
        leadId === told.sent
          ? { status: 'sent' as const, messageId: 'found' }
          : { status: 'unsent' as const },
    };
    sent.length = 0;
    await world.another().dispatch([knowing]);
    expect(await rowsOf(told.sent)).toMatchObject([{ status: 'sent', result: { messageId: 'found' } }]);
    expect(await rowsOf(told.unsent)).toMatchObject([{ status: 'sent', attempts: 1 }]);
    expect(sent.map(({ leadId }) => leadId)).toEqual([told.unsent]);
  });
});
