import { describe, expect, it } from 'vitest';
import { outcomesOf, queueWelcome, sender, sent, world } from './outbox-world.ts';
import { DAY, HOUR, sampleProgram, T0 } from './runtime-world.ts';

describe('an email that leaves late', () => {
  const monday = Math.ceil(T0 / DAY) * DAY + 6 * DAY;
  /** Those of the lead alone: the others of this world have their own. */
  const sentTo = (id: string) => sent.filter(({ leadId }) => leadId === id);
  const dispatch = () => world.engine.dispatch([sender('email')]);
  const notBefore = async (id: string) =>
    (
      await world.db.query<{ step: string; at: number; result: { reason?: string } | null }>(
        'select step, not_before as at, result from outbox where lead_id = $1 order by seq',
        [id],
      )
    ).map(({ step, at, result }) => [step, at, result?.reason]);

  it.each([
    ['send_window', { sendWindow: { days: ['mon', 'tue'], from: '09:00', to: '17:00' } }, 9 * HOUR],
    ['quiet_hours', { quietHours: { from: 17, to: 8 } }, 8 * HOUR],
    ['holiday', { holidays: [{ date: new Date(monday).toISOString().slice(0, 10) }] }, DAY],
  ])('waits for the next moment that its lead allows: %s', async (reason, policies, openAt) => {
    world.now = monday - DAY + 12 * HOUR;
    const id = await queueWelcome(`${reason}@late.example`);
    await world.activate(sampleProgram({ policies }));
    await world.settle();
    world.now = monday + HOUR;
    await dispatch();
    expect(sentTo(id)).toEqual([]);
    expect(await notBefore(id)).toEqual([['hello', monday + openAt, reason]]);
    world.now = monday + openAt;
    await dispatch();
    expect(sentTo(id)).toHaveLength(1);
  });

  it('is refused when a change has suppressed the domain', async () => {
    const id = await queueWelcome('ada@rival.example');
    await world.activate(sampleProgram({ policies: { suppressedDomains: ['rival.example'] } }));
    await dispatch();
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
  });
});
