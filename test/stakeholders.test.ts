import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { LeadState } from '../engine/core/types.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { toSql } from '../engine/program/condition/to-sql.ts';
import type { Program } from '../engine/program/schema.ts';
import { defaultVocabulary as vocabulary } from '../engine/program/vocabulary.ts';
import type { IncomingEvent } from '../engine/runtime/types.ts';
import { createWorld, DAY, eventOf, HOUR, PERSON, sampleProgram, type World } from './runtime-world.ts';

const segmentsOf = (texts: Readonly<Record<string, string>>): Program =>
  sampleProgram({
    segments: Object.fromEntries(
      Object.entries({ visitors: 'page_visits >= 2 IN last_7_days', ...texts }).map(([id, when]) => [
        id,
        { title: id, when },
      ]),
    ),
  });

const program = segmentsOf({
  engaged: 'page_visits >= 1 IN last_7_days',
  buying: 'STAKEHOLDERS IN SEGMENT engaged >= 2',
  begun: 'ANY STAKEHOLDER IN SEGMENT engaged',
});

let world: World;
beforeAll(async () => {
  world = await createWorld(program);
});
beforeEach(async () => {
  await empty();
  await world.activate(program);
});

async function empty(): Promise<void> {
  world.logged.length = 0;
  for (const table of [
    'leads',
    'identities',
    'message_ids',
    'inbox',
    'inputs',
    'ledger',
    'enrolments',
    'outbox',
    'stage_moves',
    'stakeholders',
    'lead_redirects',
    'merged_events',
    'accounts',
  ])
    await world.db.query(`delete from ${table}`);
}

const visit = (email: string, account: string | undefined, parts: Partial<IncomingEvent> = {}) =>
  eventOf(world, email, 'page_visit', {
    ...(account !== undefined && { account: { id: account } }),
    ...parts,
  });

async function take(...events: IncomingEvent[]): Promise<void> {
  await world.engine.ingest(events);
  await world.settle();
}

async function leads(): Promise<Record<string, LeadState>> {
  const rows = await world.db.query<{ email: string; state: string }>(
    `select fields ->> 'email' as email, state from leads order by 1`,
  );
  return Object.fromEntries(rows.map(({ email, state }) => [email, JSON.parse(state) as LeadState]));
}

async function segments(): Promise<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(await leads()).map(([email, lead]) => [email, lead.segments]));
}

async function inputsOf(kind: string): Promise<number> {
  const [row] = await world.db.query<{ n: number }>(
    'select count(*)::int as n from inputs where kind = $1::text',
    [kind],
  );
  return row?.n ?? 0;
}

describe('a condition on stakeholders', () => {
  it('comes to hold for all leads of the account when enough of them join, and ceases when time takes one out', async () => {
    await take(
      visit('a@x.example', 'x'),
      eventOf(world, 'b@x.example', 'identify', { account: { id: 'x' } }),
    );
    expect(await segments()).toEqual({ 'a@x.example': ['begun', 'engaged'], 'b@x.example': ['begun'] });
    world.now += DAY;
    await take(visit('b@x.example', undefined));
    expect(await segments()).toEqual({
      'a@x.example': ['begun', 'buying', 'engaged'],
      'b@x.example': ['begun', 'buying', 'engaged'],
    });
    world.now += 6 * DAY + HOUR;
    await world.settle();
    expect(await segments()).toEqual({ 'a@x.example': ['begun'], 'b@x.example': ['begun', 'engaged'] });
    world.now += 2 * DAY;
    await world.settle();
    expect(await segments()).toEqual({ 'a@x.example': [], 'b@x.example': [] });
  });

  it('is about no one without an account, and about the lead itself alone in its own', async () => {
    await take(visit('a@free.example', undefined), visit('b@y.example', 'y'));
    expect(await segments()).toEqual({ 'a@free.example': ['engaged'], 'b@y.example': ['begun', 'engaged'] });
  });

  it('follows a lead that goes to another account, in both', async () => {
    await take(visit('a@x.example', 'x'), visit('b@x.example', 'x'), visit('c@y.example', 'y'));
    await take(eventOf(world, 'b@x.example', 'identify', { account: { id: 'y' } }));
    expect(await segments()).toEqual({
      'a@x.example': ['begun', 'engaged'],
      'b@x.example': ['begun', 'buying', 'engaged'],
      'c@y.example': ['begun', 'buying', 'engaged'],
    });
  });

  it('ceases for the others when a lead of the account is erased', async () => {
    await take(visit('a@x.example', 'x'), visit('b@x.example', 'x'));
    await world.engine.erase((await world.engine.findLead('a@x.example')) as string, PERSON, 'request');
    await world.settle();
    expect(await segments()).toEqual({ 'b@x.example': ['begun', 'engaged'] });
  });

  it('counts two leads as one once they are merged', async () => {
    const idOf = async (name: string) => (await world.engine.findLead(`${name}@x.example`)) as string;
    await take(
      visit('a@x.example', 'x'),
      visit('b@x.example', 'x'),
      eventOf(world, 'c@x.example', 'identify', { account: { id: 'x' } }),
    );
    expect((await segments())['c@x.example']).toEqual(['begun', 'buying']);
    await world.engine.merge(await idOf('a'), await idOf('b'), PERSON);
    await world.settle();
    const held = await leads();
    expect(held['c@x.example']?.account?.stakeholders).toEqual({ engaged: 1 });
    expect(held['c@x.example']?.segments).toEqual(['begun']);
    expect(held['b@x.example']?.segments).not.toContain('buying');
    expect(await world.db.query('select segment from stakeholders')).toEqual([{ segment: 'engaged' }]);
  });

  it('tells a lead that joins the account how it stands there', async () => {
    await take(visit('a@x.example', 'x'), visit('b@x.example', 'x'));
    await take(eventOf(world, 'new@x.example', 'identify', { account: { id: 'x' } }));
    expect((await segments())['new@x.example']).toEqual(['begun', 'buying']);
  });

  it('wakes the others only when a number is crossed that a condition compares with', async () => {
    const others = ['b', 'c', 'd'].map((name) =>
      eventOf(world, `${name}@x.example`, 'identify', { account: { id: 'x' } }),
    );
    await take(...others);
    await take(visit('a@x.example', 'x'));
    expect(await inputsOf('account')).toBe(3);
    await take(visit('b@x.example', 'x'));
    expect(await inputsOf('account')).toBe(6);
    await take(visit('c@x.example', 'x'));
    await take(visit('c@x.example', 'x'));
    expect(await inputsOf('account')).toBe(6);
    expect(await world.db.query('select from inbox')).toEqual([]);
  });

  it('counts those who were in the segment before a program asked', async () => {
    await world.activate(segmentsOf({ engaged: 'page_visits >= 1 IN last_7_days' }));
    await take(visit('a@x.example', 'x'), visit('b@x.example', 'x'), visit('c@x.example', 'x'));
    expect(await world.db.query('select from stakeholders')).toEqual([]);
    await world.activate(segmentsOf({ ...texts, most: 'STAKEHOLDERS IN SEGMENT engaged >= 3' }));
    await world.settle();
    for (const held of Object.values(await segments())) expect(held).toContain('most');

    await world.activate(segmentsOf({ engaged: 'page_visits >= 1 IN last_7_days' }));
    await world.settle();
    expect(await world.db.query('select from stakeholders')).toEqual([]);
    for (const { account } of Object.values(await leads()))
      expect(account).not.toHaveProperty('stakeholders');
  });

  it('may define a segment that others count, and comes to rest', async () => {
    await world.activate(
      segmentsOf({
        ...texts,
        hot: 'STAKEHOLDERS IN SEGMENT buying >= 3',
        cold: 'STAKEHOLDERS IN SEGMENT hot = 0',
      }),
    );
    await take(
      visit('a@x.example', 'x'),
      eventOf(world, 'b@x.example', 'identify', { account: { id: 'x' } }),
    );
    await take(eventOf(world, 'c@x.example', 'identify', { account: { id: 'x' } }));
    expect((await segments())['a@x.example']).toEqual(['begun', 'cold', 'engaged']);
    await take(visit('b@x.example', undefined));
    for (const held of Object.values(await segments())) {
      expect(held).toEqual(expect.arrayContaining(['begun', 'buying', 'hot']));
      expect(held).not.toContain('cold');
    }
  });

  it('does not wake leads without end when rules lead from the count back to the segment', async () => {
    // The one follows the other onto its track; the other leaves when the one comes.
    const track = (entry: string, out: string) => ({
      title: 'Swing',
      stage: 'awareness',
      entry: { when: entry },
      reentry: 'always',
      exits: { out: { when: out } },
      steps: [{ id: 'pause', kind: 'wait', for: '300 days' }],
    });
    const swing = sampleProgram({
      segments: {
        following: { title: 'Following', when: 'ON TRACK follow' },
        leading: { title: 'Leading', when: 'ON TRACK lead' },
      },
      tracks: {
        follow: track(
          'country = "DE" AND ANY STAKEHOLDER IN SEGMENT leading',
          'STAKEHOLDERS IN SEGMENT leading = 0',
        ),
        lead: track(
          'country = "FR" AND STAKEHOLDERS IN SEGMENT following = 0',
          'ANY STAKEHOLDER IN SEGMENT following',
        ),
      },
    });
    await world.activate(swing);
    await world.engine.ingest(
      ['DE', 'FR'].map((country) =>
        eventOf(world, `${country}@x.example`, 'identify', { account: { id: 'x' }, traits: { country } }),
      ),
    );
    let rounds = 0;
    while ((await world.engine.runDue()) > 0) expect(++rounds).toBeLessThan(100);
    expect(await inputsOf('account')).toBe(16);
    expect(world.logged).toContainEqual(expect.stringContaining('wake one another without end'));
  });

  it('stands right when several workers decide for leads of one account at once', async () => {
    const engines = [world.engine, world.another(), world.another()];
    const accounts = Array.from({ length: 8 }, (_, n) => `account-${n}`);
    const people = accounts.flatMap((account) =>
      ['a', 'b', 'c', 'd'].map((name) => ({ account, email: `${name}@${account}.example` })),
    );
    await take(
      ...people.map(({ account, email }) => eventOf(world, email, 'identify', { account: { id: account } })),
    );
    // Three of each account join, and two leads that nobody knew come to it, all at once.
    const joins = people.filter(({ email }) => !email.startsWith('d'));
    const comers = accounts.flatMap((account) =>
      ['e', 'f'].map((name) => ({ account, email: `${name}@${account}.example` })),
    );
    await Promise.all([
      ...joins.map(({ account, email }, n) =>
        engines[n % engines.length]?.ingest([visit(email, n % 2 === 0 ? account : undefined)]),
      ),
      ...comers.map(({ account, email }, n) =>
        engines[n % engines.length]?.ingest([
          eventOf(world, email, 'identify', { account: { id: account } }),
        ]),
      ),
    ]);
    await Promise.all(
      engines.map(async (engine) => {
        while ((await engine.runDue(5)) > 0);
      }),
    );
    await world.settle();
    for (const held of Object.values(await segments()))
      expect(held).toEqual(expect.arrayContaining(['begun', 'buying']));
    const counts = await world.db.query<{ n: number }>(
      `select count(*)::int as n from stakeholders where segment = 'engaged' group by account_id`,
    );
    expect(counts.map(({ n }) => n)).toEqual(accounts.map(() => 3));
  });
});

const texts = {
  engaged: 'page_visits >= 1 IN last_7_days',
  buying: 'STAKEHOLDERS IN SEGMENT engaged >= 2',
  begun: 'ANY STAKEHOLDER IN SEGMENT engaged',
};

const programs = [
  segmentsOf({ ...texts, hot: 'STAKEHOLDERS IN SEGMENT buying = 3' }),
  segmentsOf({
    engaged: 'SUM(deal_closed.amount) > 0 IN last_8_days OR page_visits >= 2 IN last_2_days',
    asked: 'page_visit THEN demo_request WITHIN 2_days IN last_7_days',
    buying: 'STAKEHOLDERS IN SEGMENT engaged >= 2 AND ANY STAKEHOLDER IN SEGMENT asked',
    quiet: 'STAKEHOLDERS IN SEGMENT engaged = 0',
    split: 'STAKEHOLDERS IN SEGMENT engaged != 1 AND NOT STAKEHOLDERS IN SEGMENT quiet >= 2',
  }),
];

/** What may happen next; `after` in milliseconds. */
const happening = fc.record({
  after: fc.constantFrom(0, HOUR, DAY, 3 * DAY),
  activate: fc.option(fc.constantFrom(0, 1), { freq: 10, nil: undefined }),
  events: fc.array(
    fc.record({
      email: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      account: fc.option(fc.constantFrom('x', 'y'), { freq: 3, nil: undefined }),
      name: fc.constantFrom('page_visit', 'page_visit', 'demo_request', 'deal_closed', 'identify'),
      amount: fc.constantFrom(10, -10, 0.5),
      age: fc.constantFrom(0, 0, HOUR, 3 * DAY),
    }),
    { maxLength: 4 },
  ),
});

describe('membership of segments', () => {
  it('is what the database says it is, for every lead, whatever happened in whatever order', async () => {
    let members = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 10 }), async (history) => {
        await empty();
        let inForce = programs[0] as Program;
        await world.activate(inForce);
        for (const { after, activate, events } of history) {
          world.now += after;
          if (activate !== undefined) {
            inForce = programs[activate] as Program;
            await world.activate(inForce);
          }
          await take(
            ...events.map(({ email, account, name, amount, age }) =>
              eventOf(world, `${email}@lead.example`, name, {
                occurredAt: world.now - age,
                properties: name === 'deal_closed' ? { amount } : {},
                ...(account !== undefined && { account: { id: account } }),
              }),
            ),
          );
          const asked = await askDatabase(inForce);
          members += Object.values(asked).flat().length;
          expect(await segments()).toEqual(asked);
        }
        expect((await verifyReplay(world.db)).mismatches).toEqual([]);
      }),
      { numRuns: Number(process.env.STAKEHOLDER_RUNS ?? 15), seed: 1 },
    );
    expect(members).toBeGreaterThan(50);
  }, 120_000);
});

async function askDatabase(inForce: Program): Promise<Record<string, string[]>> {
  const parsed = Object.fromEntries(
    Object.entries(inForce.segments).map(([id, { when }]) => [id, parseCondition(when, vocabulary)]),
  );
  const found: Record<string, string[]> = {};
  for (const { email } of await world.db.query<{ email: string }>(
    `select fields ->> 'email' as email from leads`,
  ))
    found[email] = [];
  for (const [id, condition] of Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { sql, params } = toSql(condition, { segments: parsed, now: world.now, vocabulary });
    const rows = await world.db.query<{ email: string }>(
      `select fields ->> 'email' as email from leads l where ${sql}`,
      params,
    );
    for (const { email } of rows) found[email]?.push(id);
  }
  return found;
}
