import { beforeAll, describe, expect, it } from 'vitest';
import { queryLeads } from '../engine/analytics/query-leads.ts';
import { explainLead } from '../engine/backtest/explain/lead.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
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
  world = await createWorld(
    sampleProgram({
      segments: {
        visitors: { title: 'Visitors', when: 'page_visits >= 2 IN last_7_days' },
        regulars: { title: 'Regulars', when: 'page_visits >= 5 IN last_30_days' },
      },
    }),
  );
});

const anonymous = (anonymousId: string, name = 'page_visit') => ({
  ...eventOf(world, '', name),
  email: undefined,
  anonymousId,
});
const leadOf = async (email: string) => (await world.engine.findLead(email)) as string;
const stateOf = async (id: string) => {
  const [row] = await world.db.query<{ state: string; fields: Record<string, unknown>; score: number }>(
    'select state, fields, score from leads where id = $1',
    [id],
  );
  return { ...JSON.parse(row?.state ?? '{}'), fields: row?.fields };
};
const ledgerOf = async (id: string) =>
  (
    await world.db.query<{ n: number }>(
      'select coalesce(sum(points), 0)::int as n from ledger where lead_id = $1',
      [id],
    )
  )[0]?.n;
const losersOf = (id: string) =>
  world.db.query<{ id: string; by: string }>(
    'select id, by from lead_redirects where to_id = $1 order by at, id',
    [id],
  );

describe('merging by identity', () => {
  it('takes the anonymous visitor into the person whom an event names beside it', async () => {
    await world.engine.ingest([
      anonymous('a1'),
      anonymous('a1'),
      eventOf(world, 'ann@merge.example', 'identify', { userId: 'ann' }),
    ]);
    world.now += HOUR;
    await world.engine.ingest([eventOf(world, 'ann@merge.example', 'page_visit')]);
    const [{ lead_id: loser }] = (await world.db.query<{ lead_id: string }>(
      `select lead_id from identities where value = 'a1'`,
    )) as [{ lead_id: string }];
    const id = await leadOf('ann@merge.example');
    expect(loser).not.toBe(id);

    await world.engine.ingest([{ ...anonymous('a1'), userId: 'ann' }]);
    expect(await losersOf(id)).toEqual([{ id: loser, by: 'identity' }]);
    const state = await stateOf(id);
    expect(state.score).toBe(20);
    expect(await ledgerOf(id)).toBe(20);
    const rules = await world.db.query(
      'select rule, points from ledger where lead_id = $1 order by seq, ordinal',
      [id],
    );
    expect(rules).toEqual([
      { rule: 'visit', points: 5 },
      { rule: `merge:${loser}`, points: 10 },
      { rule: 'visit', points: 5 },
    ]);
    expect(state.segments).toEqual(['visitors']);
    // What comes later under the anonymous id is the person's.
    await world.engine.ingest([anonymous('a1')]);
    expect((await stateOf(id)).segments).toEqual(['regulars', 'visitors']);
    expect(await world.engine.findLead(loser)).toBe(id);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('needs no merge for those who are new in the same batch, nor for who becomes known', async () => {
    await world.engine.ingest([
      anonymous('b1'),
      eventOf(world, 'bea@merge.example', 'identify'),
      { ...eventOf(world, 'bea@merge.example', 'page_visit'), anonymousId: 'b1' },
    ]);
    const id = await leadOf('bea@merge.example');
    expect(await losersOf(id)).toEqual([]);
    const owners = await world.db.query(
      `select distinct lead_id from identities where value in ('b1', 'bea@merge.example')`,
    );
    expect(owners).toEqual([{ lead_id: id }]);
    const events = await world.db.query('select from inputs where lead_id = $1', [id]);
    expect(events).toHaveLength(3);
  });

  it('never makes one of two known people, though they share a browser', async () => {
    await world.engine.ingest([
      { ...eventOf(world, 'cy@merge.example', 'page_visit'), userId: 'cy', anonymousId: 'c1' },
    ]);
    await world.engine.ingest([
      { ...eventOf(world, 'dee@merge.example', 'page_visit'), userId: 'dee', anonymousId: 'c1' },
    ]);
    const [cy, dee] = [await leadOf('cy@merge.example'), await leadOf('dee@merge.example')];
    expect(cy).not.toBe(dee);
    expect([...(await losersOf(cy)), ...(await losersOf(dee))]).toEqual([]);
  });

  it('an unsubscribe that waited for the visitor stops the person', async () => {
    await world.engine.ingest([anonymous('e1'), consentOf(world, 'eve@merge.example', { userId: 'eve' })]);
    const [{ lead_id: loser }] = (await world.db.query<{ lead_id: string }>(
      `select lead_id from identities where value = 'e1'`,
    )) as [{ lead_id: string }];
    const event = { id: 'late', source: 'test', name: 'unsubscribe', occurredAt: world.now, properties: {} };
    const wait = () =>
      world.db.query(
        `insert into inbox (lane, lead_id, body) values (get_byte(uuid_send($1::uuid), 0), $1, $2::jsonb)`,
        [loser, JSON.stringify({ body: { kind: 'event', event } })],
      );
    await wait();
    await world.engine.ingest([{ ...anonymous('e1'), userId: 'eve' }]);
    const id = await leadOf('eve@merge.example');
    expect((await stateOf(id)).suppressed).toMatchObject({ reason: 'unsubscribe' });
    // Left for the visitor while the merge was under way elsewhere.
    await wait();
    await world.settle();
    expect(await world.db.query('select from inbox')).toEqual([]);
    expect(
      await world.db.query(`select from inputs where lead_id = $1 and message_id = 'late'`, [id]),
    ).toHaveLength(2);
  });
});

describe('merging by hand', () => {
  it('continues where either was, sends nothing twice, and keeps the more protective consent', async () => {
    const [fay, fred] = ['fay@merge.example', 'fred@merge.example'];
    // Both are on the track; Fred is further, Fay's first email is queued.
    await world.engine.ingest([
      consentOf(world, fred),
      eventOf(world, fred, 'page_visit'),
      eventOf(world, fred, 'page_visit'),
    ]);
    const sent: string[] = [];
    const sender = {
      kind: 'email' as const,
      send: async ({ leadId, effect }: { leadId: string; effect: { kind: string } & { step?: string } }) => {
        sent.push(`${leadId} ${effect.step}`);
        return { status: 'sent' as const, messageId: 'x' };
      },
    };
    await world.engine.dispatch([sender]);
    await world.engine.ingest([
      consentOf(world, fay, { traits: { first_name: 'Fay' } }),
      eventOf(world, fay, 'page_visit'),
      eventOf(world, fay, 'page_visit'),
    ]);
    const [loser, survivor] = [await leadOf(fay), await leadOf(fred)];
    await world.engine.merge(loser, survivor, PERSON);
    const state = await stateOf(survivor);
    expect(state.fields).toMatchObject({ email: fred, first_name: 'Fay' });
    expect(state.enrolments.welcome).toMatchObject({ n: 1, status: 'active', step: 'pause' });
    expect(state.sends).toHaveLength(2);
    expect(await world.db.query('select status, result from outbox where lead_id = $1', [loser])).toEqual([
      { status: 'refused', result: { status: 'refused', reason: 'merged' } },
    ]);
    await world.engine.dispatch([sender]);
    expect(sent).toEqual([`${survivor} hello`]);
    world.now += 4 * DAY;
    await world.settle();
    await world.engine.dispatch([sender]);
    expect(sent).toEqual([`${survivor} hello`, `${survivor} again`]);
    expect(await leadOf(fay)).toBe(survivor);
    expect(await losersOf(survivor)).toEqual([{ id: loser, by: PERSON }]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('keeps on record who suppressed either', async () => {
    const world = await createWorld();
    await world.engine.ingest([
      eventOf(world, 'left@who.example', 'page_visit'),
      eventOf(world, 'stays@who.example', 'page_visit'),
    ]);
    const idOf = async (email: string) => (await world.engine.findLead(email)) as string;
    const [loser, survivor] = [await idOf('left@who.example'), await idOf('stays@who.example')];
    await world.engine.command(loser, { do: 'suppress', reason: 'manual' }, PERSON);
    await world.engine.merge(loser, survivor, PERSON);
    expect(await world.db.query('select lead_id, reason, by from suppressions')).toEqual([
      { lead_id: survivor, reason: 'manual', by: PERSON },
    ]);
  });

  it('takes over a track with what was queued there', async () => {
    const [gus, guy] = ['gus@merge.example', 'guy@merge.example'];
    await world.engine.ingest([
      consentOf(world, gus),
      eventOf(world, gus, 'page_visit'),
      eventOf(world, gus, 'page_visit'),
    ]);
    await world.engine.ingest([consentOf(world, guy)]);
    const [loser, survivor] = [await leadOf(gus), await leadOf(guy)];
    await world.engine.merge(loser, survivor, PERSON);
    const rows = await world.db.query(
      'select lead_id, step, status from outbox where lead_id = any($1::uuid[]) order by status',
      [[loser, survivor]],
    );
    expect(rows).toEqual([
      { lead_id: survivor, step: 'hello', status: 'queued' },
      { lead_id: loser, step: 'hello', status: 'refused' },
    ]);
    const enrolled = await world.db.query(
      `select lead_id, track, n, status from enrolments where lead_id = any($1::uuid[])`,
      [[loser, survivor]],
    );
    expect(enrolled).toEqual([{ lead_id: survivor, track: 'welcome', n: 1, status: 'active' }]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('refuses to merge a lead with itself, directly or in a circle', async () => {
    await world.engine.ingest(
      ['h1', 'h2', 'h3'].map((name) => eventOf(world, `${name}@merge.example`, 'page_visit')),
    );
    const [a, b, c] = [
      await leadOf('h1@merge.example'),
      await leadOf('h2@merge.example'),
      await leadOf('h3@merge.example'),
    ] as const;
    await world.engine.merge(a, b, PERSON);
    await expect(world.engine.merge(b, b, PERSON)).rejects.toMatchObject({ code: 'lead.merge_self' });
    await expect(world.engine.merge(b, a, PERSON)).rejects.toMatchObject({ code: 'lead.merge_self' });
    await expect(world.engine.merge(PERSON, b, PERSON)).rejects.toMatchObject({ code: 'lead.unknown' });
    await world.engine.merge(b, c, PERSON);
    expect((await losersOf(c)).map(({ id }) => id).sort()).toEqual([a, b].sort());
    expect([await world.engine.findLead(a), await leadOf('h1@merge.example')]).toEqual([c, c]);
    expect((await stateOf(c)).score).toBe(15);
    await world.engine.command(a, { do: 'set_fields', fields: { region: 'EU' } }, PERSON);
    expect((await stateOf(c)).fields.region).toBe('EU');
    expect(
      await world.db.query('select count(*)::int as n from merged_events where lead_id = $1', [c]),
    ).toEqual([{ n: 2 }]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('SQL counts the events of merged leads as memory does', async () => {
    await world.engine.ingest(
      [1, 2, 3].map((n) =>
        eventOf(world, `sql${n}@merge.example`, 'page_visit', { properties: { page_url: '/sql' } }),
      ),
    );
    const [a, b, c] = [
      await leadOf('sql1@merge.example'),
      await leadOf('sql2@merge.example'),
      await leadOf('sql3@merge.example'),
    ] as const;
    await world.engine.merge(a, b, PERSON);
    await world.engine.merge(b, c, PERSON);
    const { program } = await world.engine.program();
    const vocabulary = vocabularyOf(program);
    const matching = async (text: string) => {
      const condition = parseCondition(text, vocabulary);
      const answer = await queryLeads(world.db, {
        condition,
        segments: {},
        vocabulary,
        now: world.now,
        sample: 5,
      });
      return answer.sample.map(({ id }) => id);
    };
    const visits = (is: string) => `page_visits ${is} WHERE (page_url = "/sql") IN last_7_days`;
    expect(await matching(visits('= 3'))).toEqual([c]);
    expect(await matching(visits('>= 1'))).toEqual([c]);
    const explained = await explainLead(world.db, await world.engine.program(), c, world.now);
    expect(explained?.merged).toMatchObject([{ by: 'Ada' }, { by: 'Ada' }]);
    expect(new Set(explained?.merged.map(({ id }) => id))).toEqual(new Set([a, b]));
  });

  it('what the loser was being sent settles at the survivor', async () => {
    const [ida, ike] = ['ida@merge.example', 'ike@merge.example'];
    await world.engine.ingest([
      consentOf(world, ida),
      eventOf(world, ida, 'page_visit'),
      eventOf(world, ida, 'page_visit'),
    ]);
    await world.engine.ingest([consentOf(world, ike)]);
    const [loser, survivor] = [await leadOf(ida), await leadOf(ike)];
    await world.engine.dispatch([
      {
        kind: 'email',
        send: async ({ leadId }) => {
          if (leadId === loser) await elsewhere(() => world.another().merge(loser, survivor, PERSON));
          return { status: 'sent', messageId: 'x' };
        },
      },
    ]);
    await world.settle();
    const outcomes = await world.db.query<{ payload: unknown }>(
      `select payload from inputs where lead_id = $1 and kind = 'outcome'`,
      [survivor],
    );
    expect(outcomes).toEqual([
      { payload: { effect: '3:0', lead: loser, result: { status: 'sent', messageId: 'x' } } },
    ]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });
});

/** Leaves the asynchronous context of a transaction, as another process would. */
const outside = new (await import('node:async_hooks')).AsyncResource('another process');
function elsewhere<T>(body: () => Promise<T>): Promise<T> {
  return outside.runInAsyncScope(body);
}
