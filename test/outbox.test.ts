import { describe, expect, it } from 'vitest';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { DAY, eventOf, HOUR, PERSON, sampleProgram } from './runtime-world.ts';

describe('the outbox', () => {
  it('sends what is due once and tells the lead', async () => {
    const id = await queueWelcome('sent@lead.example');
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    expect(sent).toMatchObject([
      {
        leadId: id,
        key: '3:0',
        lead: { demo: false, fields: { email: 'sent@lead.example' } },
        effect: { track: 'welcome', step: 'hello' },
      },
    ]);
    expect(await rowsOf(id)).toMatchObject([
      { status: 'sent', attempts: 1, result: { status: 'sent', messageId: 'x' } },
    ]);
    expect(await outcomesOf(id)).toEqual([{ status: 'sent', messageId: 'x' }]);
  });

  it('delivers tasks and notices through their senders, and keeps kinds that nobody sends', async () => {
    await world.engine.ingest([eventOf(world, 'task@lead.example', 'demo_request')]);
    const id = (await world.engine.findLead('task@lead.example')) as string;
    expect(await world.engine.dispatch([sender('task')])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([
      { kind: 'task', status: 'sent' },
      { kind: 'notify', status: 'queued' },
    ]);
    expect(await world.engine.dispatch([sender('notify')])).toBe(1);
    expect(sent.map((item) => item.effect.kind)).toEqual(['task', 'notify']);
  });

  it('keeps the reason when a sender fails', async () => {
    const id = await queueWelcome('fails@lead.example');
    await world.engine.dispatch([sender('email', () => Promise.reject(new Error('550 no such mailbox')))]);
    expect(await rowsOf(id)).toMatchObject([
      { status: 'failed', result: { status: 'failed', reason: '550 no such mailbox' } },
    ]);
    expect(world.logged).toContain('A delivery failed.');
  });

  it('refuses at the moment of sending what consent no longer covers', async () => {
    const id = await queueWelcome('gone@lead.example');
    await world.engine.ingest([
      eventOf(world, 'gone@lead.example', 'consent_withdrawn', { properties: { purpose: 'marketing' } }),
    ]);
    expect(await world.engine.dispatch([sender('email')])).toBe(1);
    expect(sent).toEqual([]);
    expect(await rowsOf(id)).toMatchObject([{ status: 'refused', attempts: 0 }]);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'no_consent' }]);
  });

  it('sends nothing to a suppressed lead', async () => {
    const id = await queueWelcome('stop@lead.example');
    await world.engine.command(id, { do: 'suppress', reason: 'asked on the phone' }, PERSON);
    await world.engine.dispatch([sender('email')]);
    expect(sent).toEqual([]);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
  });

  it('passes over a lead whose waiting inputs may stop the sending', async () => {
    const id = await queueWelcome('waits@lead.example');
    await world.db.query(
      `insert into inbox (lane, lead_id, body) select lane, id, $2::jsonb from leads where id = $1`,
      [
        id,
        JSON.stringify({
          body: { kind: 'command', command: { do: 'suppress', reason: 'spam' }, by: PERSON },
        }),
      ],
    );
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    await world.settle();
    await world.engine.dispatch([sender('email')]);
    expect(sent).toEqual([]);
    expect(await rowsOf(id)).toMatchObject([{ status: 'refused' }]);
  });

  it('never repeats what was being sent when its process died: it becomes in doubt', async () => {
    const id = await queueWelcome('crash@lead.example');
    let reached: () => void = () => {};
    const sending = new Promise<void>((resolve) => {
      reached = resolve;
    });
    // This sender never answers, as one whose process was killed.
    const lost = world.engine.dispatch([sender('email', () => new Promise(() => reached()))]);
    await sending;
    expect(await rowsOf(id)).toMatchObject([{ status: 'sending', attempts: 1 }]);
    const survivor = world.another();
    expect(await survivor.dispatch([sender('email')])).toBe(0);

    world.now += HOUR;
    expect(await survivor.dispatch([sender('email')])).toBe(1);
    expect(await rowsOf(id)).toMatchObject([{ status: 'in_doubt', attempts: 1 }]);
    expect(await outcomesOf(id)).toEqual([{ status: 'in_doubt' }]);
    expect(sent).toHaveLength(1);
    void lost;
  });

  it('sends nothing on a halted track, and nothing new is decided there', async () => {
    const id = await queueWelcome('halted@lead.example');
    await expect(world.engine.halt('no-such-track', PERSON, 'x')).rejects.toMatchObject({
      code: 'track.unknown',
    });
    await world.engine.halt('welcome', PERSON, 'wrong offer');
    await world.engine.halt('welcome', PERSON, 'again');
    expect(await world.engine.halts()).toEqual([
      { target: 'welcome', by: PERSON, at: world.now, reason: 'wrong offer' },
    ]);
    await world.engine.dispatch([sender('email')]);
    expect(sent).toEqual([]);
    expect(await rowsOf(id)).toMatchObject([{ step: 'hello', status: 'queued', attempts: 0 }]);

    world.now += 4 * DAY;
    await world.settle();
    expect(await rowsOf(id)).toHaveLength(1);
    const [last] = await world.db.query<{ decision: string; facts: unknown }>(
      'select decision, facts from inputs where lead_id = $1 order by seq desc limit 1',
      [id],
    );
    expect(last?.facts).toEqual({ halted: ['welcome'] });
    expect(JSON.parse(last?.decision ?? '{}').trace).toContainEqual({
      did: 'hold',
      track: 'welcome',
      step: 'again',
      reason: 'halted',
    });

    // Resumed by a change: what was queued goes out, and what was held is decided again.
    await world.db.query('delete from halts');
    await world.activate(sampleProgram());
    await world.settle();
    await world.engine.dispatch([sender('email')]);
    expect(sent.filter((item) => item.leadId === id).map(({ effect }) => effect)).toMatchObject([
      { step: 'hello' },
      { step: 'again' },
    ]);
  });
});
