import { describe, expect, it } from 'vitest';
import { outcomesOf, queueWelcome, sender, sent, world } from './outbox-world.ts';
import { DAY, HOUR, PERSON, sampleProgram, T0 } from './runtime-world.ts';

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

  describe('by more than the program holds an email for', () => {
    const day = monday + 14 * DAY;
    const late = async (name: string, policies: object) => {
      world.now = day + 12 * HOUR;
      await world.activate(sampleProgram({ policies: { dropAfter: '1 day', ...policies } }));
      await world.settle();
      return queueWelcome(`${name}@late.example`);
    };

    it('is dropped if a rule holds it still, and is looked at again for that', async () => {
      const id = await late('dropped', { sendWindow: { from: '12:00', to: '13:00' } });
      world.now = day + 14 * HOUR;
      await dispatch();
      expect(await notBefore(id)).toEqual([['hello', day + DAY + 12 * HOUR, 'send_window']]);
      world.now = day + DAY + 14 * HOUR;
      await dispatch();
      expect(sentTo(id)).toEqual([]);
      expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'held_too_long' }]);
    });

    it('leaves if nothing holds it then', async () => {
      const id = await late('kept', { sendWindow: { from: '12:00', to: '13:00' } });
      world.now = day + 2 * DAY + 12 * HOUR;
      await dispatch();
      expect(sentTo(id).map(({ effect }) => effect)).toMatchObject([{ step: 'hello' }]);
      await world.activate(sampleProgram());
      await world.settle();
    });
  });

  it('does not leave when a person took its lead off the track', async () => {
    const id = await queueWelcome('off@late.example');
    world.now += HOUR;
    await world.engine.command(id, { do: 'leave', track: 'welcome' }, PERSON);
    await dispatch();
    expect(sentTo(id)).toEqual([]);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'enrolment_ended' }]);
  });

  it('leaves when its track is at its end', async () => {
    const track = sampleProgram().tracks.welcome;
    await world.activate(
      sampleProgram({ tracks: { welcome: { ...track, steps: track?.steps.slice(0, 1) } } }),
    );
    const id = await queueWelcome('end@late.example');
    world.now += HOUR;
    await dispatch();
    expect(sentTo(id)).toHaveLength(1);
    await world.activate(sampleProgram());
  });

  it('is refused when a change has suppressed the domain', async () => {
    const id = await queueWelcome('ada@rival.example');
    await world.activate(sampleProgram({ policies: { suppressedDomains: ['rival.example'] } }));
    await dispatch();
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
  });
});
