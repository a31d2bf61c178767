import { describe, expect, it } from 'vitest';
import type { Delivered, Delivery } from '../engine/runtime/engine.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { consentOf, eventOf, HOUR, PERSON } from './runtime-world.ts';

describe('what happens while sending is under way', () => {
  /** Twenty leads with the welcome email queued; all that was queued before is sent. */
  const queueTwenty = async (name: string) => {
    await world.engine.dispatch([sender('email'), sender('task'), sender('notify')]);
    sent.length = 0;
    const emails = Array.from({ length: 20 }, (_, n) => `${name}${n}@lead.example`);
    await world.engine.ingest(
      emails.flatMap((email) => [
        consentOf(world, email),
        eventOf(world, email, 'page_visit'),
        eventOf(world, email, 'page_visit'),
      ]),
    );
    return emails;
  };
  /** Does something once, when the first email is with its sender. */
  const afterFirst = (body: () => Promise<unknown>) => {
    let done: Promise<unknown> | undefined;
    return sender('email', async () => {
      done ??= body();
      await done;
      return { status: 'sent', messageId: 'x' };
    });
  };

  it.each(['welcome', '*'])('a halt of %s reaches all that no sender has yet', async (target) => {
    await queueTwenty(target === '*' ? 'halt-all' : 'halt-one');
    await world.engine.dispatch([afterFirst(() => world.engine.halt(target, PERSON, 'stop'))]);
    expect(sent).toHaveLength(8);
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    await world.db.query('delete from halts');
    expect(await world.engine.dispatch([sender('email')], 5)).toBe(5);
    expect(await world.engine.dispatch([sender('email')])).toBe(7);
  });

  it('a halt of all sending holds emails and lets tasks through', async () => {
    await queueWelcome('star@lead.example');
    await world.engine.ingest([eventOf(world, 'star@lead.example', 'demo_request')]);
    await world.engine.halt('*', PERSON, 'stop');
    await world.engine.dispatch([sender('email'), sender('task'), sender('notify')]);
    expect(sent.map((item) => item.effect.kind)).toEqual(['task', 'notify']);
    await world.db.query('delete from halts');
    await world.engine.dispatch([sender('email')]);
  });

  it('an unsubscribe reaches all that no sender has yet', async () => {
    const emails = await queueTwenty('unsubscribe');
    const leave = () => world.engine.ingest(emails.map((email) => eventOf(world, email, 'unsubscribe')));
    expect(await world.engine.dispatch([afterFirst(leave)])).toBe(20);
    expect(sent).toHaveLength(8);
    await world.settle();
    const rows = await world.db.query(
      `select status, result ->> 'reason' as reason, count(*) as n from outbox o
       join leads l on l.lane = o.lane and l.id = o.lead_id
       where l.fields ->> 'email' like 'unsubscribe%' group by 1, 2 order by 1`,
    );
    expect(rows).toEqual([
      { status: 'refused', reason: 'suppressed', n: 12 },
      { status: 'sent', reason: null, n: 8 },
    ]);
  });

  it('nothing is begun on the second half of a lease: it goes back unsent', async () => {
    await queueTwenty('lease');
    // The clock is asked at the claim and then before each send; this process sleeps after its third send began.
    let asked = 0;
    const held = createEngine({
      db: world.db,
      clock: () => (sent.length >= 3 && asked++ < 5 ? world.now + HOUR / 2 : world.now),
    });
    await held.dispatch([sender('email')], 8);
    expect(sent).toHaveLength(3);
    const rows = await world.db.query(
      `select status, attempts, count(*) as n from outbox o join leads l on l.lane = o.lane and l.id = o.lead_id
       where l.fields ->> 'email' like 'lease%' group by 1, 2 order by 1`,
    );
    expect(rows).toEqual([
      { status: 'queued', attempts: 0, n: 17 },
      { status: 'sent', attempts: 1, n: 3 },
    ]);
    expect(await world.engine.dispatch([sender('email')])).toBe(17);
  });

  it('what comes back after its lease has run out changes nothing any more', async () => {
    const id = await queueWelcome('late@lead.example');
    let answer: (delivered: Delivered) => void = () => {};
    let reached: () => void = () => {};
    const sending = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const slow = world.engine.dispatch([
      sender('email', () => {
        reached();
        return new Promise((resolve) => {
          answer = resolve;
        });
      }),
    ]);
    await sending;
    world.now += HOUR;
    await world.another().dispatch([sender('email')]);
    answer({ status: 'sent', messageId: 'late' });
    await slow;
    expect(await rowsOf(id)).toMatchObject([{ status: 'in_doubt', result: { status: 'in_doubt' } }]);
    expect(await outcomesOf(id)).toEqual([{ status: 'in_doubt' }]);
  });

  it('what comes back of an older claim does not settle a newer one', async () => {
    const id = await queueWelcome('newer@lead.example');
    const first = Promise.withResolvers<Delivered>();
    const reached = Promise.withResolvers<void>();
    const slow = world.engine.dispatch([
      sender('email', () => {
        reached.resolve();
        return first.promise;
      }),
    ]);
    await reached.promise;
    world.now += HOUR;
    const again = sender('email', async () => {
      first.resolve({ status: 'failed', reason: 'of the first claim' });
      await slow;
      return { status: 'sent', messageId: 'second' };
    });
    await world.another().dispatch([{ ...again, reconcile: async () => ({ status: 'unsent' }) as const }]);
    expect(await rowsOf(id)).toMatchObject([{ status: 'sent' }]);
    expect(await outcomesOf(id)).toEqual([{ status: 'sent', messageId: 'second' }]);
  });
});

it('an outcome that cannot be decided now is kept for its lead and does not hold up the others', async () => {
  const ids = [await queueWelcome('fine@lead.example'), await queueWelcome('spoilt@lead.example')];
  // Arrives while its email is being sent: an event that the database refuses.
  const event = { id: 'spoilt', source: 'test', name: 'page_visit', occurredAt: -8.6e15, properties: {} };
  const spoil = async ({ leadId }: Delivery) => {
    if (leadId === ids[1])
      await world.db.query(
        'insert into inbox (lane, lead_id, body) select lane, id, $2::jsonb from leads where id = $1',
        [leadId, JSON.stringify({ body: { kind: 'event', event } })],
      );
    return { status: 'sent', messageId: 'x' } as const;
  };
  expect(await world.engine.dispatch([sender('email', spoil)])).toBe(2);
  expect(await outcomesOf(ids[0] as string)).toEqual([{ status: 'sent', messageId: 'x' }]);
  expect(await outcomesOf(ids[1] as string)).toEqual([]);
  expect(await rowsOf(ids[1] as string)).toMatchObject([{ status: 'sent' }]);
  expect(await world.db.query('select from inbox where lead_id = $1', [ids[1]])).toHaveLength(2);
});
