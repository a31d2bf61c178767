import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Agent, type AgentAnswer, type AgentEvent, createAgent } from '../agent/agent.ts';
import { createConversations } from '../agent/conversations.ts';
import { createModels } from '../agent/models/models.ts';
import type { Database } from '../db/connection.ts';
import { createDemo } from '../demo/seed.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import type { Services } from '../tools/services.ts';
import { testDatabase } from './database.ts';
import { noEmail } from './support/no-email.ts';

const day = 24 * 3_600_000;
/** Wednesday, 18 March 2026, noon UTC. */
const now = Date.UTC(2026, 2, 18, 12);

let db: Database;
let engine: Engine;
let changes: Changes;
let agent: Agent;
let services: Services;
let marketer: Person;
let viewer: Person;

async function person(role: Role): Promise<Person> {
  const created = { id: randomUUID(), name: `The ${role}`, email: `${role}@example.com`, role };
  await db.query(
    'insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())',
    [created.id, created.name, created.email, created.role],
  );
  return created;
}

beforeAll(async () => {
  db = await testDatabase();
  const library = createLibrary(db);
  await createDemo({ db, library, now, leads: 300, accounts: 60, days: 60 });
  engine = createEngine({ db, clock: () => now });
  changes = createChanges({ db, engine, clock: () => now });
  services = {
    db,
    engine,
    library,
    changes,
    changeUrl: (id) => `http://trellis.test/changes/${id}`,
    ...noEmail,
  };
  agent = createAgent({ models: createModels({}), services, conversations: createConversations(db) });
  marketer = await person('marketer');
  viewer = await person('viewer');
}, 300_000);

const ask = (text: string, place = 'console', who = marketer): Promise<AgentAnswer> =>
  agent.answer({ person: who, via: 'console', place, text, now });

const outputOf = <T>(answer: AgentAnswer): T => answer.toolCalls[0]?.output as T;

/** Enterprise leads in healthcare with a visit to a pricing page, counted apart from the condition language. */
async function countPricingVisitors(): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(distinct (i.lane, i.lead_id))::int as n
     from inputs i join leads l on l.lane = i.lane and l.id = i.lead_id
     join accounts a on a.lane = l.account_lane and a.id = l.account_id
     where a.fields ->> 'industry' = 'healthcare' and a.fields ->> 'company_size' = 'enterprise'
       and i.name = 'page_visit' and position('pricing' in i.properties ->> 'page_url') > 0
       and i.occurred_at >= to_timestamp($1::float8 / 1000)`,
    // 30 UTC days that end with today's.
    [now - (now % day) - 29 * day],
  );
  return row?.n ?? 0;
}

describe('a conversation with the embedded interpreter over the demo company', () => {
  it('counts leads as an independent count does', async () => {
    const expected = await countPricingVisitors();
    expect(expected).toBeGreaterThan(0);
    const answer = await ask(
      'how many enterprise leads in healthcare visited the pricing page in the last 30 days?',
    );
    expect(answer.model).toBe('trellis:interpreter');
    expect(outputOf<{ count: number }>(answer).count).toBe(expected);
    expect(answer.text).toMatch(new RegExp(`^${expected} leads? of 300`));
  });

  it('shows the enterprise track and names the others', async () => {
    const answer = await ask('show me the enterprise track');
    expect(outputOf<{ track: { id: string } }>(answer).track.id).toBe('enterprise-cold-lead-education');
    expect(answer.text).toContain('Steps:');
    expect(answer.text).toContain('there is also Enterprise');
  });

  it('proposes a track whose figures and content are real, and only says where to approve it', async () => {
    const place = 'console:build';
    const before = (await engine.program()).version;
    const built = await ask('build a 4-week track for SMB fintech leads in awareness', place);
    const { change, emails } = outputOf<{
      change: { id: string; url: string };
      emails: { item: string; day: number }[];
    }>(built);
    expect(built.changes).toEqual([change.id]);
    expect(emails.length).toBeGreaterThanOrEqual(3);
    for (const { item } of emails) expect((await services.library.get(item))?.approved).toBe(true);
    expect(built.text).toContain(change.url);
    const filed = await changes.get(change.id);
    expect(filed).toMatchObject({ status: 'proposed', via: 'console', tainted: [] });
    expect(filed.plan.population.entering['smb-fintech-awareness']).toBeGreaterThan(0);

    const approve = await ask('approve it', place);
    expect(approve.text).toContain(change.url);
    expect(approve.text).toContain('I cannot approve');
    expect((await changes.get(change.id)).status).toBe('proposed');
    expect((await engine.program()).version).toBe(before);
  });

  it('recommends what may be sent, with what happened, and never what a lead had', async () => {
    interface Recommended {
      items: { item: string; kind: string; stages: string[]; evidence: { words: string; sent: number } }[];
    }
    const asked = await ask('what should we send healthcare leads at the decision stage?');
    const { items } = outputOf<Recommended>(asked);
    expect(items.length).toBeGreaterThan(2);
    expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    for (const { item, stages } of items) {
      const stored = await services.library.get(item);
      expect([stored?.approved, stages.includes('decision')]).toEqual([true, true]);
      expect(['', 'healthcare']).toContain(stored?.industries.join());
    }
    expect(asked.text).toContain('To send to healthcare, decision stage:');
    expect(asked.text).toContain('No data among them; among all leads at any stage, ');

    const drafted = await ask('draft an email about ROI for healthcare decision leads');
    expect(drafted.text).toContain('Nothing sends it yet.');
    expect(outputOf<{ content: { item: string } }>(drafted).content.item).toBe('draft-roi-healthcare');
    const known = outputOf<{ passages: { item: string }[] }>(
      await ask('what do we have about ROI?'),
    ).passages;
    expect(known.map(({ item }) => item)).toContain('roi-calculator');
    expect(known.map(({ item }) => item)).not.toContain('draft-roi-healthcare');

    const had = await db.query<{ email: string; items: string[] }>(
      `select l.fields ->> 'email' as email, array_agg(distinct o.effect -> 'content' ->> 'item') as items
       from leads l join outbox o on o.lane = l.lane and o.lead_id = l.id and o.kind = 'email' and o.status = 'sent'
       group by l.lane, l.id, 1 order by count(*) desc, l.id limit 1`,
    );
    const [most] = had;
    expect(most?.items.length).toBeGreaterThan(2);
    const next = outputOf<Recommended>(await ask(`what should ${most?.email} get next?`));
    expect(next.items.length).toBeGreaterThan(0);
    for (const { item } of next.items) expect(most?.items).not.toContain(item);
  });

  it('says what worked with its counts, and what is missing in front of how many leads', async () => {
    const [counted] = await db.query<{ sent: number }>(
      `select count(*)::int as sent from outbox o join leads l on l.lane = o.lane and l.id = o.lead_id
       join accounts a on a.lane = l.account_lane and a.id = l.account_id
       where o.kind = 'email' and o.status = 'sent' and a.fields ->> 'company_size' = 'enterprise'
         and o.effect -> 'content' ->> 'item' = 'enterprise-5-solution-landscape'`,
    );
    expect(counted?.sent).toBeGreaterThan(5);
    const best = await ask('what are the top 20 emails for enterprise?');
    const { items } = outputOf<{ items: { item: string; evidence: { sent: number } }[] }>(best);
    expect(items.find(({ item }) => item === 'enterprise-5-solution-landscape')?.evidence.sent).toBe(
      counted?.sent,
    );
    expect(best.text).toContain('opens are not counted');
    const [waiting] = await db.query<{ n: number }>(
      `select count(*)::int as n from leads l join accounts a on a.lane = l.account_lane and a.id = l.account_id
       where l.journey = 'awareness' and a.fields ->> 'industry' = 'fintech'`,
    );
    const gaps = await ask('show me the content gaps by industry');
    expect(gaps.text).toContain(`- No awareness-stage blog for fintech: ${waiting?.n} leads`);
  });

  it('proposes 25 points for a pricing page visit, with a cap that leaves room for them', async () => {
    const answer = await ask('give 25 points for a pricing page visit');
    const filed = await changes.get(answer.changes[0] as string);
    expect(filed.edits).toEqual([
      {
        op: 'put',
        path: 'scoring/rules/pricing-visit',
        value: expect.objectContaining({
          when: 'page_visit AND page_url CONTAINS "pricing"',
          points: 25,
          cap: { points: 25, per: 'week' },
        }),
      },
    ]);
    expect(answer.text).toContain('25');
  });

  it('files the same wish once, whoever repeats it, and says which change it is', async () => {
    const wish = 'give 33 points for a demo request';
    const first = await ask(wish, 'console:once');
    const open = (await changes.list({ status: 'proposed' })).length;
    const again = await ask(wish, 'console:twice', await person('approver'));
    expect(again.changes).toEqual(first.changes);
    expect(again.text).toMatch(/^The same change is proposed already: .+ by The marketer/);
    expect(await changes.list({ status: 'proposed' })).toHaveLength(open);
    const other = await ask('give 34 points for a demo request', 'console:once');
    expect(other.text).toMatch(/^I have proposed a change/);
    expect(other.changes).not.toEqual(first.changes);
    await changes.reject(first.changes[0] as string, { ...marketer, role: 'approver' }, 'not now');
    expect((await ask(wish, 'console:once')).changes).not.toEqual(first.changes);
  });

  it('reports on a track in a calendar month against the month before', async () => {
    const answer = await ask('how did the SMB fast track do last month?');
    const output = outputOf<{
      track: string;
      groups: { figures: { metric: string; denominator: number }[] }[];
    }>(answer);
    expect(output).toMatchObject({
      track: 'smb-fast-track',
      period: { from: '2026-02-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' },
      before: { from: '2026-01-01T00:00:00.000Z' },
    });
    const [row] = await db.query<{ n: number }>(
      `select count(*)::int as n from outbox where track = 'smb-fast-track' and kind = 'email' and status = 'sent'
       and settled_at >= '2026-02-01' and settled_at < '2026-03-01'`,
    );
    const clicks = output.groups[0]?.figures.find(({ metric }) => metric === 'click');
    // Of those delivered: what was sent, but for the few that bounced.
    expect(clicks?.denominator).toBeGreaterThan(0.9 * (row?.n ?? 0));
    expect(clicks?.denominator).toBeLessThanOrEqual(row?.n ?? 0);
    expect(answer.text).toContain('track SMB fast track');
  });

  it('cites the passages it found, by places that exist', async () => {
    const answer = await ask('what do we have about security?', 'console:search');
    expect(answer.citations.length).toBeGreaterThan(0);
    for (const { n, item, version, start, end } of answer.citations) {
      expect(answer.text).toContain(`[${n}]`);
      const body = [...((await services.library.get(item, version))?.body ?? '')];
      expect(end).toBeLessThanOrEqual(body.length);
      expect(body.slice(start, end).join('').trim()).not.toBe('');
    }
    // A number stands for one passage throughout the conversation.
    const more = await ask('what do we have about security for healthcare?', 'console:search');
    const place = ({ item, start }: AgentAnswer['citations'][number]) => `${item}:${start}`;
    const numbers = new Map(answer.citations.map((cited) => [cited.n, place(cited)]));
    for (const cited of more.citations) expect(numbers.get(cited.n) ?? place(cited)).toBe(place(cited));
    const places = new Map([...answer.citations, ...more.citations].map((cited) => [place(cited), cited.n]));
    for (const cited of [...answer.citations, ...more.citations])
      expect(places.get(place(cited))).toBe(cited.n);
    expect([answer.findings, more.findings]).toEqual([[], []]);
    const lines = answer.text.split('\n').filter((line) => line.startsWith('- '));
    const titles = lines.map((line) => line.slice(0, line.indexOf(' (')));
    expect(new Set(titles).size).toBe(lines.length);
    expect(lines.length).toBeLessThanOrEqual(5);
  });

  it('answers every question about the program', async () => {
    for (const text of [
      'list segments',
      'list scoring rules',
      'what triggers do we have?',
      'list fields',
      'list changes',
      'leads by industry',
      'top 5 leads',
      'list tracks',
    ]) {
      const answer = await ask(text, 'console:list');
      expect(answer.toolCalls[0]?.output, text).not.toHaveProperty('error');
      expect(answer.text.length, text).toBeGreaterThan(20);
    }
  });

  it('marks a proposal of a conversation that has read foreign text', async () => {
    const place = 'console:tainted';
    await ask('top 3 leads', place);
    const answer = await ask(
      'give 7 points for a webinar registration when the lead is in healthcare',
      place,
    );
    const filed = await changes.get(answer.changes[0] as string);
    expect(filed.tainted.length).toBe(3);
    expect(filed.tainted.every((source) => source.startsWith('lead:'))).toBe(true);
  });

  it('halts at once, proposes to resume, and lets a viewer do neither', async () => {
    const refused = await ask('halt the SMB fast track', 'console:halt', viewer);
    expect(refused.text).toContain('needs the role marketer');
    expect(await engine.halts()).toEqual([]);
    await ask('halt the SMB fast track', 'console:halt');
    expect(await engine.halts()).toMatchObject([{ target: 'smb-fast-track', by: marketer.id }]);
    const resumed = await ask('resume it', 'console:halt');
    expect((await changes.get(resumed.changes[0] as string)).edits).toEqual([
      { op: 'remove', path: 'halts/smb-fast-track' },
    ]);
    expect(await engine.halts()).toHaveLength(1);
  });

  it('answers questions about halts from those there are, and halts nothing', async () => {
    const place = 'console:halt-questions';
    const before = await engine.halts();
    expect(before.map(({ target }) => target)).toEqual(['smb-fast-track']);
    const text = async (asked: string) => (await ask(asked, place)).text;
    expect(await text('is anything halted?')).toMatch(
      /^Halted now: SMB fast track since \S+ \S+ UTC \(.+\)\./,
    );
    expect(await text('is the SMB fast track paused?')).toMatch(/^Halted now: SMB fast track since /);
    expect(await text('why is the SMB consideration track paused?')).toMatch(
      /^SMB consideration is not halted\. Halted now: SMB fast track since /,
    );
    for (const spoken of [
      "don't halt the SMB decision track",
      'should we stop the enterprise consideration track?',
      'when did we last pause the SMB consideration track?',
    ])
      expect(await text(spoken), spoken).toContain('Nothing was halted');
    expect(await engine.halts()).toEqual(before);
  });

  it('answers from the scoring rules in force whether points are given, and proposes nothing', async () => {
    const answer = await ask('did we give 10 points for a pricing page visit?', 'console:rules');
    expect(answer.changes).toEqual([]);
    expect(answer.text).toMatch(/^In force now:\n- \+\d+ A pricing page visit: page_visit AND/);
    expect(answer.text).toContain('I have proposed nothing');
  });

  it('counts all leads while a question of its own waits', async () => {
    const place = 'console:waiting';
    const waiting = await ask('build a track for fintech', place);
    expect(waiting.text).toContain('I still need');
    expect((await ask('how many leads do we have?', place)).text).toBe('There are 300 leads.');
  });

  it('counts who did nothing, and both halves make all', async () => {
    const count = async (asked: string) =>
      outputOf<{ count: number }>(await ask(asked, 'console:none')).count;
    const none = await count('how many leads had no page visits in the last 30 days');
    const some = await count('how many leads visited the website in the last 30 days');
    expect(none).toBeGreaterThan(0);
    expect(none + some).toBe(300);
    expect(await count('how many leads have 0 page visits in the last 30 days')).toBe(none);
  });

  it('uses the segments of the program for the words they define', async () => {
    const answer = await ask('how many engaged leads are there?', 'console:segments');
    const listed = await ask('how many leads are in the engaged segment?', 'console:segments');
    expect(outputOf<{ count: number }>(answer).count).toBe(outputOf<{ count: number }>(listed).count);
    expect(answer.text).toContain('the segment “Engaged in the last 30 days”');
  });

  it('gives the same as a stream', async () => {
    const events: AgentEvent[] = [];
    for await (const event of agent.stream({
      person: marketer,
      via: 'console',
      place: 'stream',
      text: 'leads by company size',
      now,
    })) {
      events.push(event);
    }
    expect(events[0]).toMatchObject({ type: 'tool-call', name: 'query_leads' });
    expect(events.at(-1)).toMatchObject({
      type: 'answer',
      answer: { text: expect.stringContaining('enterprise') },
    });
  });

  it('keeps a conversation per person and place', async () => {
    await ask('how many enterprise leads are there?', 'shared');
    const followed = await ask('and SMB?', 'shared');
    expect(followed.toolCalls[0]?.input).toMatchObject({ where: 'company_size = "smb"' });
    const stranger = await ask('and SMB?', 'shared', viewer);
    expect(stranger.toolCalls).toEqual([]);
  });

  it('numbers the messages of turns that end at once', async () => {
    await Promise.all(['list segments', 'list tracks', 'help'].map((text) => ask(text, 'busy')));
    const rows = await db.query<{ n: number }>(
      `select m.n from messages m join conversations c on c.id = m.conversation_id where c.place = 'busy' order by m.n`,
    );
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
