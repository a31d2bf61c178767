import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Effect, Outcome } from '../engine/core/types.ts';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { createEngine, type Delivered, type Delivery, type EffectSender } from '../engine/runtime/engine.ts';
import { leadIdOf } from '../engine/runtime/lead-id.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  PERSON,
  sampleProgram,
  type World,
} from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

let sent: Delivery[] = [];
beforeEach(() => {
  sent = [];
});
const sender = (
  kind: Effect['kind'],
  outcome: (item: Delivery) => Promise<Delivered> = async () => ({ status: 'sent', messageId: 'x' }),
): EffectSender => ({
  kind,
  send: async (item) => {
    sent.push(item);
    return outcome(item);
  },
});
/** A lead with the welcome email queued. */
const queueWelcome = async (email: string) => {
  await world.engine.ingest([
    consentOf(world, email),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  return (await world.engine.findLead(email)) as string;
};
const rowsOf = (id: string) =>
  world.db.query<{ kind: string; step: string | null; status: string; attempts: number; result: unknown }>(
    'select kind, step, status, attempts, result from outbox where lead_id = $1 order by seq, ordinal',
    [id],
  );
const outcomesOf = async (id: string) =>
  (
    await world.db.query<{ payload: { result: Outcome } }>(
      `select payload from inputs where lead_id = $1 and kind = 'outcome' order by seq`,
      [id],
    )
  ).map((row) => row.payload.result);

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

describe('what happens while sending is under way', () => {
  /** Twenty leads with the welcome email queued; all that was queued before is sent. */
  const queueTwenty = async (name: string) => {
    await world.engine.dispatch([sender('email'), sender('task'), sender('notify')]);
    sent = [];
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
});

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
    world.now += 1;
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
      world.now += 1;
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
      world.now += HOUR;
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

it('an address whose own lead unsubscribed gets nothing through another lead', async () => {
  const address = 'owner@lead.example';
  await world.engine.ingest([consentOf(world, address), eventOf(world, address, 'unsubscribe')]);
  const second = { userId: 'second-of-owner' };
  await world.engine.ingest([
    { ...consentOf(world, '', second), email: undefined },
    {
      ...eventOf(world, '', 'identify', { ...second, traits: { email: 'Owner@Lead.example' } }),
      email: undefined,
    },
    { ...eventOf(world, '', 'page_visit', second), email: undefined },
    { ...eventOf(world, '', 'page_visit', second), email: undefined },
  ]);
  const id = leadIdOf('user', 'second-of-owner');
  expect(await rowsOf(id)).toMatchObject([{ status: 'queued' }]);
  expect(await world.engine.dispatch([sender('email')])).toBe(1);
  expect(sent).toEqual([]);
  expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
});

it('a parked lead is sent nothing, even when nothing waits for it', async () => {
  const id = await queueWelcome('parked@lead.example');
  await world.db.query(`update leads set fault = 'v1: a defect' where id = $1`, [id]);
  expect(await world.engine.dispatch([sender('email')])).toBe(0);
  await world.db.query('update leads set fault = null where id = $1', [id]);
  expect(await world.engine.dispatch([sender('email')])).toBe(1);
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

describe('after a change', () => {
  const edit = async (edits: Edit[]) => {
    const changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
    const ada = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' as const };
    const { id, editHash, planHash } = await changes.propose({ title: 'x', edits, author: ada, via: 'api' });
    await changes.approve(id, ada, { editHash, planHash });
    await world.settle();
  };
  const welcome = () => {
    const track = sampleProgram().tracks.welcome;
    if (!track) throw new TypeError('the sample program has a track welcome');
    return track;
  };

  it.each(['welcome', '*'])('a resumed %s sends what is still in its track', async (target) => {
    const id = await queueWelcome(`resumed-${target === '*' ? 'all' : target}@lead.example`);
    await world.engine.halt(target, PERSON, 'x');
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    await edit([{ op: 'remove', path: `halts/${target}` }]);
    expect(await world.engine.halts()).toEqual([]);
    await world.engine.dispatch([sender('email')]);
    expect(sent.map((item) => item.leadId)).toEqual([id]);
  });

  it('content that it took out of the track is not sent, other content is', async () => {
    const ids = [await queueWelcome('taken-out@lead.example')];
    await world.engine.halt('welcome', PERSON, 'wrong offer');
    const steps = welcome().steps.map((step) =>
      step.id === 'hello' && step.kind === 'email'
        ? { ...step, content: { item: 'hello', version: 2, hash: 'b'.repeat(64) } }
        : step,
    );
    await edit([
      { op: 'put', path: 'tracks/welcome', value: { ...welcome(), steps } },
      { op: 'remove', path: 'halts/welcome' },
    ]);
    ids.push(await queueWelcome('put-in@lead.example'));
    await world.engine.dispatch([sender('email')]);
    expect(sent.map((item) => item.leadId)).toEqual(ids.slice(1));
    expect(await outcomesOf(ids[0] as string)).toEqual([
      { status: 'refused', reason: 'content_not_approved' },
    ]);
  });

  it('a track that it removed sends nothing', async () => {
    const id = await queueWelcome('removed@lead.example');
    await edit([{ op: 'remove', path: 'tracks/welcome' }]);
    await world.engine.dispatch([sender('email')]);
    expect(sent).toEqual([]);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'content_not_approved' }]);
  });
});
