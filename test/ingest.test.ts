import { beforeAll, describe, expect, it } from 'vitest';
import { leadIdOf } from '../engine/runtime/identity/lead-id.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

interface LeadColumns {
  id: string;
  seq: number;
  score: number;
  fields: Record<string, unknown>;
  lists: string[];
  mailable: boolean;
  demo: boolean;
  account_id: string | null;
}
const leadOf = async (email: string): Promise<LeadColumns> => {
  const [row] = await world.db.query<LeadColumns>('select * from leads where id = $1', [
    await world.engine.findLead(email),
  ]);
  return row as LeadColumns;
};
const inputsOf = (id: string) =>
  world.db.query<{
    seq: number;
    kind: string;
    name: string;
    message_id: string;
    payload: unknown;
    facts: unknown;
    at: number;
    occurred_at: number;
  }>('select * from inputs where lead_id = $1 order by seq', [id]);

describe('ingesting events', () => {
  it('decides a batch and saves lead, inputs, ledger, enrolment and outbox together', async () => {
    const email = 'one@lead.example';
    const result = await world.engine.ingest([
      consentOf(world, email, { traits: { first_name: 'Ada' }, lists: ['guests'] }),
      eventOf(world, email, 'page_visit', { properties: { page_url: 'https://x.example/pricing' } }),
      eventOf(world, email, 'page_visit', { properties: { page_url: 'https://x.example/' } }),
    ]);
    expect(result).toEqual({ accepted: 3, duplicates: 0, pending: 0, parked: 0, refused: [] });
    const lead = await leadOf(email);
    expect(lead).toMatchObject({
      seq: 3,
      score: 30,
      lists: ['guests'],
      mailable: true,
      fields: { first_name: 'Ada', email },
    });
    expect((await inputsOf(lead.id)).map((row) => row.name)).toEqual([
      'consent_granted',
      'page_visit',
      'page_visit',
    ]);
    expect(await world.db.query('select sum(points) as n from ledger where lead_id = $1', [lead.id])).toEqual(
      [{ n: 30 }],
    );
    expect(
      await world.db.query('select track, n, step, status from enrolments where lead_id = $1', [lead.id]),
    ).toEqual([{ track: 'welcome', n: 1, step: 'pause', status: 'active' }]);
    expect(
      await world.db.query('select kind, track, step, status from outbox where lead_id = $1', [lead.id]),
    ).toEqual([{ kind: 'email', track: 'welcome', step: 'hello', status: 'queued' }]);
  });

  it('takes a message id once per source, within a batch and across batches', async () => {
    const visit = eventOf(world, 'twice@lead.example', 'page_visit');
    expect(await world.engine.ingest([visit, visit])).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await world.engine.ingest([visit])).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await world.engine.ingest([{ ...visit, source: 'other' }])).toMatchObject({
      accepted: 1,
      duplicates: 0,
    });
    expect(await leadOf('twice@lead.example')).toMatchObject({ seq: 2, score: 10 });
  });

  it('finds a lead by user id before email before anonymous id, and attaches what nobody owned', async () => {
    await world.engine.ingest([
      { ...eventOf(world, '', 'page_visit'), email: undefined, anonymousId: 'anon-1' },
    ]);
    await world.engine.ingest([
      { ...eventOf(world, 'Joined@Lead.Example', 'page_visit'), anonymousId: 'anon-1', userId: 'u1' },
    ]);
    await world.engine.ingest([
      { ...eventOf(world, '', 'page_visit'), email: undefined, userId: 'u1', anonymousId: 'anon-2' },
    ]);
    const lead = await leadOf('joined@lead.example');
    expect(lead).toMatchObject({
      id: leadIdOf('anonymous', 'anon-1'),
      seq: 3,
      fields: { email: 'joined@lead.example' },
    });
    expect(await world.engine.findLead(lead.id)).toBe(lead.id);
  });

  it('leaves a value with the lead it belongs to', async () => {
    await world.engine.ingest([
      eventOf(world, 'first@lead.example', 'page_visit', { userId: 'first' }),
      eventOf(world, 'first@lead.example', 'page_visit', { userId: 'second' }),
      eventOf(world, 'own@lead.example', 'page_visit', { userId: 'third' }),
      eventOf(world, 'first@lead.example', 'page_visit', { userId: 'third' }),
    ]);
    expect(await world.engine.findLead('first@lead.example')).toBe(leadIdOf('user', 'first'));
    expect(await leadOf('first@lead.example')).toMatchObject({ seq: 2 });
    expect(await leadOf('own@lead.example')).toMatchObject({ id: leadIdOf('user', 'third'), seq: 2 });
  });

  it('takes text that the database cannot store, without what it cannot store', async () => {
    const email = 'odd@lead.example';
    const visit = eventOf(world, email, 'Page_Visit', {
      properties: { Page_URL: 'a\0b\ud800' },
      traits: { Company: 'X\0' },
    });
    expect(await world.engine.ingest([visit])).toMatchObject({ accepted: 1, refused: [] });
    const lead = await leadOf(email);
    expect(lead.fields).toMatchObject({ company: 'X' });
    expect(await world.db.query('select name, properties from inputs where lead_id = $1', [lead.id])).toEqual(
      [{ name: 'page_visit', properties: { page_url: 'ab\ufffd' } }],
    );
  });

  it('refuses the event that the database refuses and saves the others of its batch', async () => {
    const good = ['a', 'b', 'c'].map((name) => eventOf(world, `${name}@good.example`, 'page_visit'));
    const bad = eventOf(world, 'bad@good.example', 'page_visit', {
      messageId: 'x'.repeat(20_000) + world.now,
    });
    // Random text does not compress, so the index row stays above what a page may hold.
    bad.messageId = Array.from({ length: 2000 }, (_, n) => leadIdOf('user', `${n}`)).join('');
    const result = await world.engine.ingest(
      [good[0], bad, good[1], good[2]].filter((event) => event !== undefined),
    );
    expect(result).toMatchObject({ accepted: 3, refused: [{ messageId: bad.messageId }] });
    expect(await world.engine.findLead('c@good.example')).toBeDefined();
    expect(await world.engine.findLead('bad@good.example')).toBeUndefined();
  });

  it('says which events name nobody and writes nothing then', async () => {
    const events = [eventOf(world, 'fine@lead.example', 'page_visit'), eventOf(world, '  ', 'page_visit')];
    await expect(world.engine.ingest(events)).rejects.toMatchObject({
      code: 'event.invalid',
      faults: [{ path: '1' }],
    });
    expect(await world.engine.findLead('fine@lead.example')).toBeUndefined();
  });

  it('takes no instant before 1970', async () => {
    const events = [-1, -8.6e15, Number.NaN].map((occurredAt) =>
      eventOf(world, 'ancient@lead.example', 'page_visit', { occurredAt }),
    );
    await expect(world.engine.ingest(events)).rejects.toMatchObject({
      code: 'event.invalid',
      faults: [{ path: '0' }, { path: '1' }, { path: '2' }],
    });
    const first = eventOf(world, 'ancient@lead.example', 'page_visit', { occurredAt: 0 });
    expect(await world.engine.ingest([first])).toMatchObject({ accepted: 1 });
  });

  it('clamps the future, and takes what is older than a day as history', async () => {
    const email = 'time@lead.example';
    await world.engine.ingest([
      consentOf(world, email, { occurredAt: world.now + HOUR }),
      eventOf(world, email, 'demo_request', { occurredAt: world.now - DAY - 1 }),
      eventOf(world, email, 'demo_request', { occurredAt: world.now - DAY }),
    ]);
    const lead = await leadOf(email);
    const inputs = await inputsOf(lead.id);
    expect(inputs.map((row) => row.occurred_at)).toEqual([world.now, world.now - DAY - 1, world.now - DAY]);
    expect(inputs.map((row) => (row.payload as { historic?: true } | null)?.historic)).toEqual([
      undefined,
      true,
      undefined,
    ]);
    expect(
      await world.db.query('select seq, kind from outbox where lead_id = $1 order by ordinal', [lead.id]),
    ).toEqual([
      { seq: 3, kind: 'task' },
      { seq: 3, kind: 'notify' },
    ]);
  });

  it('forgets a message id after thirty days and no sooner', async () => {
    const visit = eventOf(world, 'late@lead.example', 'page_visit');
    await world.engine.ingest([visit]);
    world.now += 30 * DAY;
    await world.engine.maintain();
    expect(await world.engine.ingest([visit])).toMatchObject({ duplicates: 1 });
    world.now += 1;
    await world.engine.maintain();
    expect(await world.engine.ingest([visit])).toMatchObject({ accepted: 1 });
  });

  it('marks what demo events create', async () => {
    await world.engine.ingest(
      [eventOf(world, 'demo@lead.example', 'page_visit', { account: { id: 'demo-account' } })],
      { demo: true },
    );
    expect(await leadOf('demo@lead.example')).toMatchObject({ demo: true, account_id: 'demo-account' });
    expect(await world.db.query(`select demo from accounts where id = 'demo-account'`)).toEqual([
      { demo: true },
    ]);
  });
});

describe('accounts', () => {
  it('wake their other leads when their fields change, and only then', async () => {
    const visit = (email: string, fields?: Record<string, string>) =>
      eventOf(world, email, 'page_visit', { account: { id: 'acme', ...(fields && { fields }) } });
    await world.engine.ingest([visit('a@acme.example', { industry: 'fintech' }), visit('b@acme.example')]);
    expect(await world.db.query(`select version, fields from accounts where id = 'acme'`)).toEqual([
      { version: 1, fields: { industry: 'fintech' } },
    ]);
    await world.settle();
    await world.engine.ingest([visit('a@acme.example', { industry: 'fintech' })]);
    expect(await world.db.query('select from inbox')).toEqual([]);

    await world.engine.ingest([visit('a@acme.example', { industry: 'health', region: 'EU' })]);
    await world.settle();
    const inputs = await inputsOf((await leadOf('b@acme.example')).id);
    expect(inputs.at(-1)).toMatchObject({
      kind: 'account',
      facts: { account: { id: 'acme', version: 2, fields: { industry: 'health', region: 'EU' } } },
    });
    expect(inputs.filter((row) => row.facts !== null)).toHaveLength(2);
    expect(await world.db.query('select from inbox')).toEqual([]);
  });
});
