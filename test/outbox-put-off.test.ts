import { describe, expect, it } from 'vitest';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { DAY, eventOf, HOUR, sampleProgram } from './runtime-world.ts';

describe('an email that could not be sent for now', () => {
  const retry = sender('email', async () => ({ status: 'retry', reason: 'smtp: 451 Try later' }));
  const MINUTE = 60_000;

  it('goes out later, and its lead hears of the end only', async () => {
    const id = await queueWelcome('greylisted@lead.example');
    expect(await world.engine.dispatch([retry])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([
      { status: 'queued', attempts: 1, result: { status: 'retry', reason: 'smtp: 451 Try later' } },
    ]);
    expect(await outcomesOf(id)).toEqual([]);
    world.now += MINUTE - 1;
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    world.now += 1 + MINUTE / 5;
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([{ status: 'sent', attempts: 2 }]);
    expect(await outcomesOf(id)).toEqual([{ status: 'sent', messageId: 'x' }]);
  });

  it('is tried again after 1 minute, 5, 30, 2 hours and 8 hours, then it has failed', async () => {
    const id = await queueWelcome('never@lead.example');
    for (const delay of [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR]) {
      expect(await world.engine.dispatch([retry])).toBe(1);
      world.now += delay - 1;
      expect(await world.engine.dispatch([retry])).toBe(0);
      // Up to a fifth longer, so that what failed together is not tried together.
      world.now += 1 + delay / 5;
    }
    expect(await world.engine.dispatch([retry])).toBe(1);
    expect(sent).toHaveLength(6);
    const failed = { status: 'failed', reason: 'smtp: 451 Try later' };
    expect(await rowsOf(id)).toMatchObject([{ status: 'failed', attempts: 6, result: failed }]);
    expect(await outcomesOf(id)).toEqual([failed]);
  });

  it('is not tried again for a lead that unsubscribed meanwhile', async () => {
    const id = await queueWelcome('meanwhile@lead.example');
    await world.engine.dispatch([retry]);
    await world.engine.ingest([eventOf(world, 'meanwhile@lead.example', 'unsubscribe')]);
    world.now += HOUR;
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(sent).toHaveLength(1);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
  });

  it('waits for what somebody has to mend, hourly and without end, with one warning', async () => {
    const id = await queueWelcome('no-sender@lead.example');
    const later = sender('email', async () => ({ status: 'later', reason: 'email.sender: none' }));
    world.logged.length = 0;
    for (let n = 0; n < 30; n++) {
      expect(await world.engine.dispatch([later])).toBe(1);
      expect(await world.engine.dispatch([later])).toBe(0);
      world.now += 1.2 * HOUR;
    }
    expect(await rowsOf(id)).toMatchObject([
      { status: 'queued', attempts: 0, result: { status: 'later', reason: 'email.sender: none' } },
    ]);
    expect(await outcomesOf(id)).toEqual([]);
    expect(world.logged).toEqual(['Deliveries wait until somebody mends this.']);
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([{ status: 'sent', attempts: 1 }]);
  });

  it('never goes out in the quiet hours of its lead', async () => {
    await world.activate(sampleProgram({ policies: { timeZone: 'UTC', quietHours: { from: 18, to: 8 } } }));
    world.now = Math.ceil(world.now / DAY) * DAY + 17 * HOUR + 59.5 * MINUTE;
    const id = await queueWelcome('evening@lead.example');
    await world.engine.dispatch([retry]);
    expect(await world.db.query('select not_before as at from outbox where lead_id = $1', [id])).toEqual([
      { at: Math.ceil(world.now / DAY) * DAY + 8 * HOUR },
    ]);
    await world.activate(sampleProgram());
    world.now += DAY;
    await world.settle();
    await world.engine.dispatch([sender('email')]);
  });
});

it('an address that bounces at the door is one that its lead is not written to any more', async () => {
  const id = await queueWelcome('bounced@lead.example');
  const failed = { status: 'failed', reason: 'smtp: 550 No such user' } as const;
  await world.engine.dispatch([sender('email', async () => ({ ...failed, bounce: 'hard' }))]);
  expect(await rowsOf(id)).toMatchObject([{ status: 'failed', result: failed }]);
  expect(await outcomesOf(id)).toEqual([failed]);
  const [lead] = await world.db.query<{ state: string }>('select state from leads where id = $1', [id]);
  expect(JSON.parse(lead?.state ?? '{}').suppressed).toEqual({ reason: 'hard_bounce', at: world.now });
});
