import { beforeAll, describe, expect, it } from 'vitest';
import { createConversations } from '../agent/conversations.ts';
import { createMemories } from '../agent/memories/store.ts';
import type { Database } from '../db/connection.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Delivery } from '../engine/runtime/engine.ts';
import { eraseLead } from '../engine/runtime/identity/erase.ts';
import { tablesOfLead } from '../engine/runtime/sql/erase.ts';
import { createMailWriter } from '../integrations/email/mailbox.ts';
import { exportLead } from '../server/export-lead.ts';
import { createNotificationSenders } from '../server/notifications.ts';
import { consentOf, createWorld, eventOf, HOUR, PERSON, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
const leadOf = async (email: string) => (await world.engine.findLead(email)) as string;

/** Every row of every table as text, as a dump has it. */
async function dump(): Promise<string> {
  const tables = await world.db.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await world.db.query<{ row: string }>(`select t::text as row from "${name}" t`);
    texts.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return texts.join('\n');
}

const deliver = () => {
  const writeMail = createMailWriter(world.db);
  return async ({ key, leadId, lead, effect }: Delivery) => {
    if (effect.kind !== 'email') throw new TypeError('not an email');
    const { email } = lead.fields as { email: string };
    const { item, version } = effect.content;
    const mail = {
      leadId,
      effect: key,
      sender: 'us',
      recipient: email,
      subject: `Hello ${email}`,
      item,
      version,
    };
    await writeMail({
      ...mail,
      variables: { lead: lead.fields, account: {} } as never,
      sentAt: world.now,
      demo: false,
    });
    return { status: 'sent' as const, messageId: 'x' };
  };
};

/** A lead with something in every place that keeps something. */
async function livelyLead(name: string) {
  const email = `${name}@erase.example`;
  await world.engine.ingest([
    consentOf(world, email, { userId: `user-${name}`, anonymousId: `anon-${name}` }),
    eventOf(world, email, 'identify', { traits: { first_name: `${name}name`, last_name: `${name}son` } }),
    eventOf(world, email, 'page_visit', { account: { id: 'acme', fields: { industry: 'retail' } } }),
    eventOf(world, email, 'page_visit', { properties: { page_url: `/say?text=${name}-said-this` } }),
    eventOf(world, email, 'demo_request', { messageId: `${name}@erase.example-1`, lists: ['guests'] }),
  ]);
  await world.engine.dispatch([{ kind: 'email', send: deliver() }]);
  await world.engine.ingest([eventOf(world, `${name}.two@erase.example`, 'page_visit')]);
  await world.engine.merge(await leadOf(`${name}.two@erase.example`), await leadOf(email), PERSON);
  return { email, id: await leadOf(email) };
}

describe('erasing a lead', () => {
  it('leaves nothing of it in any table, and nothing of anybody else is missing', async () => {
    const other = await livelyLead('zoe');
    const { email, id } = await livelyLead('quentin');
    const conversations = createConversations(world.db);
    const chat = await conversations.open(PERSON, 'cli', world.now);
    const said = [
      { id, name: 'quentinname quentinson', score: 5 },
      { id: other.id, name: 'zoename zoeson', score: 5 },
    ];
    await conversations.append(
      chat.id,
      [
        { role: 'user', parts: [{ type: 'text', text: `who is ${email}?` }] },
        {
          role: 'assistant',
          parts: [
            {
              type: 'tool-query_leads',
              toolCallId: 'c1',
              state: 'output-available',
              input: {},
              output: { leads: said },
            },
            { type: 'text', text: 'quentinname quentinson, with zoename zoeson' },
          ],
        },
      ],
      world.now,
    );
    const parts = [{ type: 'text' as const, text: `asked for ${email}, then for zoename zoeson` }];
    await conversations.summarise(chat.id, { through: 1, parts }, world.now);
    const memories = createMemories(world.db);
    await memories.add(PERSON, `${email.toUpperCase()} is a friend of zoename zoeson`, world.now);
    const changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
    const ada = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' } as const;
    const change = await changes.propose({
      title: 'Be kinder to quentinname quentinson',
      edits: [
        { op: 'put', path: 'scoring/rules/kind', value: { title: 'K', when: 'page_visit', points: 1 } },
      ],
      author: ada,
      via: 'cli',
    });
    await changes.comment(change.id, ada, `${email.toUpperCase()} asked for it, not zoename zoeson`, 'cli');
    await changes.reject(change.id, ada, `Write to ${email}.`);
    expect(await dump()).toMatch(/quentin/);
    const before = (await dump()).match(/zoe/g)?.length;

    const gone = await world.engine.erase(id, PERSON, 'request');
    expect(gone).toHaveLength(2);
    const after = await dump();
    expect(after.split('\n').filter((row) => /quentin/i.test(row))).toEqual([]);
    expect(after.match(/zoe/g)?.length).toBe(before);
    expect(await world.db.query('select lead_id, by, reason from erasures order by lane, lead_id')).toEqual(
      gone.toSorted().map((lead_id) => ({ lead_id, by: PERSON, reason: 'request' })),
    );
    const report = await verifyReplay(world.db);
    expect(report).toMatchObject({ erased: 2, mismatches: [] });
    await expect(world.engine.erase(id, PERSON, 'request')).rejects.toMatchObject({ code: 'lead.unknown' });
    await world.settle();
  });

  it('covers every table that keeps something by lead', async () => {
    const tables = await world.db.query<{ name: string }>(
      `select distinct c.table_name as name from information_schema.columns c
       join pg_class t on t.relname = c.table_name and t.relkind in ('r', 'p') and not t.relispartition
       where c.table_schema = 'public' and c.column_name = 'lead_id'`,
    );
    const elsewhere = ['identities', 'erasures'];
    expect(tables.map(({ name }) => name).sort()).toEqual([...tablesOfLead, ...elsewhere].sort());
  });

  it('makes somebody new of who comes again', async () => {
    const { email, id } = await livelyLead('rosa');
    await world.engine.erase(id, PERSON, 'request');
    await world.engine.ingest([eventOf(world, email, 'page_visit')]);
    const again = await leadOf(email);
    expect(again).not.toBe(id);
    expect(await world.db.query('select seq, score from leads where id = $1', [again])).toEqual([
      { seq: 1, score: 5 },
    ]);
    await world.engine.erase(again, PERSON, 'request');
    await world.engine.ingest([eventOf(world, email, 'page_visit')]);
    expect([id, again]).not.toContain(await leadOf(email));
  });

  it('lets what is being sent settle, and writes nothing down of it', async () => {
    const email = 'tessa@erase.example';
    await world.engine.ingest([
      consentOf(world, email),
      eventOf(world, email, 'page_visit'),
      eventOf(world, email, 'page_visit'),
    ]);
    const id = await leadOf(email);
    const write = deliver();
    world.now += HOUR;
    const sent = await world.engine.dispatch([
      {
        kind: 'email',
        send: async (item) => {
          if (item.leadId === id) await elsewhere(() => world.another().erase(id, PERSON, 'request'));
          return write(item);
        },
      },
    ]);
    expect(sent).toBeGreaterThan(0);
    await world.settle();
    expect(await dump()).not.toMatch(/tessa/);
  });

  it('writes no task or notice down that was under way', async () => {
    const email = 'walter@erase.example';
    await world.engine.ingest([eventOf(world, email, 'demo_request')]);
    const id = await leadOf(email);
    const senders = createNotificationSenders(world.db, () => world.now).map((sender) => ({
      ...sender,
      send: async (item: Delivery) => {
        if (item.leadId === id && item.effect.kind === 'task')
          await elsewhere(() => world.another().erase(id, PERSON, 'request'));
        return sender.send(item);
      },
    }));
    await world.engine.dispatch(senders);
    expect(await world.db.query('select from erasures where lead_id = $1', [id])).toHaveLength(1);
    expect(await world.db.query('select from notifications where lead_id = $1', [id])).toEqual([]);
  });

  it.each(['1', 'evt', '42', 'u-7'])(
    'lets no event of before in again when the user id is %s',
    async (userId) => {
      const event = eventOf(world, '', 'page_visit', { messageId: `event-${userId}0231-${userId}9`, userId });
      const { email: _, ...known } = event;
      await world.engine.ingest([known]);
      const [row] = await world.db.query<{ id: string }>(
        `select lead_id as id from identities where kind = 'user' and value = $1`,
        [userId],
      );
      await world.engine.erase(row?.id as string, PERSON, 'request');
      expect(await world.engine.ingest([known])).toMatchObject({ duplicates: 1 });
    },
  );

  it('forgets a message id that has a short user id as a part of it', async () => {
    const { email: _, ...event } = eventOf(world, '', 'page_visit', {
      messageId: 'of:XAV-9:3',
      userId: 'xav-9',
    });
    await world.engine.ingest([event]);
    const [row] = await world.db.query<{ id: string }>(
      `select lead_id as id from identities where kind = 'user' and value = 'xav-9'`,
    );
    await world.engine.erase(row?.id as string, PERSON, 'request');
    expect(await dump()).not.toMatch(/xav-9/i);
  });

  it('has emptied its inbox when it is done, whoever else was at it', async () => {
    const { id } = await livelyLead('yann');
    let refused = 0;
    const db: Database = {
      ...world.db,
      transaction: (body) =>
        world.db.transaction((tx) =>
          body({
            ...tx,
            query: async (text, values, name) => {
              if (name === 'forward_inbox' && refused++ === 0)
                throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
              return tx.query(text, values, name);
            },
          }),
        ),
    };
    await world.db.query(
      `insert into inbox (lane, lead_id, body) values (get_byte(uuid_send($1::uuid), 0), $1, '{"body": {"kind": "account"}}')`,
      [id],
    );
    await eraseLead(db, id, { at: world.now, by: PERSON, reason: 'request' });
    expect(refused).toBe(2);
    expect(await world.db.query('select from inbox where lead_id = $1', [id])).toEqual([]);
  });

  it('drops what was left for it in the inbox while it went', async () => {
    const { id } = await livelyLead('uma');
    await world.engine.erase(id, PERSON, 'request');
    const event = {
      id: 'late',
      source: 'test',
      name: 'page_visit',
      occurredAt: world.now,
      properties: { x: 'uma' },
    };
    await world.db.query(
      `insert into inbox (lane, lead_id, body) values (get_byte(uuid_send($1::uuid), 0), $1, $2::jsonb)`,
      [id, JSON.stringify({ body: { kind: 'event', event } })],
    );
    await world.db.query(
      `insert into identities (lane, kind, value, lead_lane, lead_id)
       values (1, 'anonymous', 'anon-uma', get_byte(uuid_send($1::uuid), 0), $1)`,
      [id],
    );
    await world.settle();
    expect(await dump()).not.toMatch(/uma/);
  });
});

it('an export is one JSON of everything that is held, of merged leads too', async () => {
  const { id } = await livelyLead('viola');
  let text = '';
  for await (const piece of exportLead(world.db, id, world.now)) text += piece;
  const all = JSON.parse(text);
  expect(all.lead).toMatchObject({
    id,
    fields: { first_name: 'violaname' },
    account: 'acme',
    lists: ['guests'],
  });
  expect(all.identities).toContainEqual({ kind: 'user', value: 'user-viola' });
  expect(all.mergedLeads).toMatchObject([{ by: PERSON, fields: { email: 'viola.two@erase.example' } }]);
  const [loser] = all.mergedLeads.map((lead: { id: string }) => lead.id);
  expect(all.events.map((event: { name: string }) => event.name)).toContain('demo_request');
  expect(new Set(all.events.map((event: { lead: string }) => event.lead))).toEqual(new Set([id, loser]));
  expect(all.emails).toMatchObject([
    { track: 'welcome', step: 'hello', recipient: 'viola@erase.example', status: 'sent' },
  ]);
  expect(all.tasks.map((task: { kind: string }) => task.kind).sort()).toEqual(['notify', 'task']);
  expect(all.consent).toMatchObject([{ purpose: 'marketing', wording: 'Send me news' }]);
  expect(
    all.score.reduce(
      (sum: number, { lead, points }: { lead: string; points: number }) => sum + (lead === id ? points : 0),
      0,
    ),
  ).toBe(all.lead.score);
  expect(all.enrolments).toMatchObject([{ lead: id, track: 'welcome', status: 'active' }]);
});

/** Leaves the asynchronous context of a transaction, as another process would. */
const outside = new (await import('node:async_hooks')).AsyncResource('another process');
function elsewhere<T>(body: () => Promise<T>): Promise<T> {
  return outside.runInAsyncScope(body);
}
