import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createDemo, type DemoSummary, removeDemo } from '../demo/seed.ts';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { createEngine, type Engine } from '../engine/runtime/engine.ts';
import { createLibrary, type Library } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';
import { countedFacts, factsOf } from './facts-world.ts';

const now = Date.UTC(2026, 5, 1, 9, 30);
const size = { leads: 60, accounts: 12, days: 40, now };
const small = { leads: 20, accounts: 5, days: 15, now };

const person = '00000000-0000-4000-8000-000000000001';

interface Demo {
  db: Database;
  library: Library;
  engine: Engine;
  summary: DemoSummary;
}
async function demo(seed: number, like: typeof size): Promise<Demo> {
  const db = await testDatabase();
  const library = createLibrary(db);
  const summary = await createDemo({ db, library, seed, ...like });
  return { db, library, engine: createEngine({ db, clock: () => now }), summary };
}
async function rowsOf(db: Database): Promise<Record<string, number>> {
  const tables = await db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await db.query<{ n: number }>(`select count(*) as n from ${name}`);
    counts[name] = row?.n ?? -1;
  }
  return counts;
}
/** Everything the demo is, as text, but for what the database itself numbers. */
async function fingerprint(db: Database): Promise<string[]> {
  const rows = await db.query<{ line: string }>(
    `select lead_id || ' ' || seq || ' ' || decision as line from inputs
     union all select id || ' ' || state || ' ' || fields::text from leads
     union all select recipient || ' ' || subject || ' ' || sent_at from mailbox
     order by 1`,
  );
  return rows.map(({ line }) => line);
}

describe('the demo company', () => {
  let first: Demo;
  beforeAll(async () => {
    first = await demo(7, size);
  });

  it('is of the size that was asked for, and every lead of it could be decided', async () => {
    expect(first.summary).toMatchObject({ seed: 7, leads: 60, accounts: 12, parked: 0, to: now });
    const counts = await rowsOf(first.db);
    expect(counts).toMatchObject({ leads: 60, accounts: 12, mailbox: first.summary.emails, inbox: 0 });
    expect(first.summary.emails).toBeGreaterThan(100);
    const [events] = await first.db.query<{ n: number }>(
      'select count(*) as n from inputs where name is not null',
    );
    expect(events?.n).toBe(first.summary.events);
  });

  it('is marked as such throughout and writes to reserved domains only', async () => {
    const [found] = await first.db.query<Record<string, number>>(
      `select (select count(*) from leads where not demo) + (select count(*) from accounts where not demo)
            + (select count(*) from mailbox where not demo) + (select count(*) from content_items where not demo)
            + (select count(*) from notifications where not demo) as unmarked,
              (select count(*) from leads where fields->>'email' not like '%.example') as elsewhere`,
    );
    expect(found).toEqual({ unmarked: 0, elsewhere: 0 });
  });

  it('lies in the past, within its days', async () => {
    const [times] = await first.db.query<{ first: number; last: number; late: number }>(
      `select min(occurred_at) as first, max(at) as last,
              count(*) filter (where occurred_at > at) as late from inputs`,
    );
    expect(times?.first).toBeGreaterThanOrEqual(first.summary.from);
    expect(times?.last).toBeLessThanOrEqual(now);
    expect(times?.late).toBe(0);
  });

  it('was made by the engine: every decision of it replays', async () => {
    const report = await verifyReplay(first.db);
    expect(report.mismatches).toEqual([]);
    expect(report.leads).toBe(60);
  });

  it('holds the emails of leads that gave no consent', async () => {
    const [found] = await first.db.query<{ without: number; mailed: number }>(
      `select count(*) as without, count(*) filter (where exists (
           select from mailbox m where m.lane = l.lane and m.lead_id = l.id)) as mailed
       from leads l where not exists (
         select from inputs i where i.lane = l.lane and i.lead_id = l.id and i.name = 'consent_granted')`,
    );
    expect(found?.without).toBeGreaterThan(0);
    expect(found?.mailed).toBe(0);
  });

  it('has its facts from the beginning, the cubes are sums of them, and there is nothing left to count in', async () => {
    const { daily_emails, daily_stays, ...facts } = await factsOf(first.db);
    expect(facts.email_facts).toHaveLength(first.summary.emails);
    expect(await countedFacts(first.db)).toEqual({ daily_emails, daily_stays });
    expect(await rollUp(first.db, { now })).toEqual({ leads: 0, asOf: now, backlog: false });
  });

  it('answers emails only after they were sent', async () => {
    const [early] = await first.db.query<{ n: number }>(
      `select count(*) as n from inputs i where i.name in ('email_open', 'email_click') and not exists (
         select from mailbox m where m.lane = i.lane and m.lead_id = i.lead_id
           and m.item = i.properties->>'item' and m.sent_at < i.occurred_at)`,
    );
    expect(early?.n).toBe(0);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [lines, same, other] = [
      await fingerprint((await demo(1, small)).db),
      await fingerprint((await demo(1, small)).db),
      await fingerprint((await demo(2, small)).db),
    ];
    expect(lines.length).toBeGreaterThan(200);
    expect(same).toEqual(lines);
    expect(other).not.toEqual(lines);
  });

  it('is not created where there is something already', async () => {
    await expect(createDemo({ db: first.db, library: first.library, ...size })).rejects.toMatchObject({
      code: 'demo.not_empty',
    });
  });

  it('leaves other leads and their history when it is removed', async () => {
    const { db, engine, library } = await demo(9, small);
    await engine.ingest([
      {
        messageId: 'own-1',
        source: 'website',
        email: 'own@customer.example',
        name: 'page_visit',
        occurredAt: now,
        properties: {},
      },
    ]);
    expect(await removeDemo({ db, engine, library, clock: () => now })).toMatchObject({
      leads: 20,
      othersRemain: true,
    });
    expect(await rowsOf(db)).toMatchObject({
      leads: 1,
      accounts: 0,
      identities: 1,
      message_ids: 1,
      programs: 2,
      content_items: 0,
    });
    expect((await engine.program()).program.tracks).toEqual({});
    expect((await verifyReplay(db)).mismatches).toEqual([]);
  });

  it('leaves what people made of the program in force, and the changes and versions that tell of it', async () => {
    const { db, engine, library } = await demo(11, small);
    await db.query(
      `insert into people (id, name, email, role, created_at) values ($1, 'Ann', 'ann@example.test', 'admin', now())`,
      [person],
    );
    const { program } = await engine.program();
    const [segment] = Object.keys(program.segments);
    const [[demoTrack, track] = []] = Object.entries(program.tracks);
    if (!segment || !demoTrack || !track) throw new Error('the demo has segments and tracks');
    const changes = createChanges({ db, engine, clock: () => now });
    const wait = { id: 'rest', kind: 'wait', for: '2 days' };
    const own = { title: 'Own', stage: 'awareness', steps: [wait], entry: { when: `IN SEGMENT ${segment}` } };
    const edits = [
      { op: 'put', path: 'tracks/own', value: own },
      { op: 'put', path: `tracks/${demoTrack}`, value: { ...track, title: 'Renamed' } },
    ] as Edit[];
    const by = { id: person, name: 'Ann', email: 'ann@example.test', role: 'admin' } as const;
    const change = await changes.propose({ title: 'Ours', edits, author: by, via: 'cli' });
    await changes.approve(change.id, by, change);
    await engine.halt('own', person, 'to be looked at');
    const cap = { op: 'put', path: 'policies/cap', value: { count: 1, days: 7 } } as const;
    const open = await changes.propose({ title: 'Open', edits: [cap], author: by, via: 'cli' });
    const quiet = { op: 'put', path: 'policies/quietHours', value: { from: 20, to: 8 } } as const;
    const later = await changes.propose({ title: 'Later', edits: [quiet], author: by, via: 'cli' });
    await changes.approve(later.id, by, later, { at: now + 86_400_000 });

    expect(await removeDemo({ db, engine, library, clock: () => now })).toMatchObject({
      othersRemain: false,
      kept: [`segments/${segment}`, 'tracks/own'],
      dropped: [`tracks/${demoTrack}`],
    });
    const left = (await engine.program()).program;
    expect([Object.keys(left.tracks), Object.keys(left.segments)]).toEqual([['own'], [segment]]);
    expect(await rowsOf(db)).toMatchObject({ leads: 0, programs: 3, changes: 3, halts: 1 });
    // What was planned on leads that are gone must be asked for again.
    expect((await changes.get(open.id)).status).toBe('stale');
    expect((await changes.get(later.id)).status).toBe('stale');
    expect(await db.query(`select details ->> 'change' as id from audit where action = 'stale'`)).toEqual(
      expect.arrayContaining([{ id: open.id }, { id: later.id }]),
    );
    expect(await removeDemo({ db, engine, library, clock: () => now })).toMatchObject({ leads: 0, items: 0 });
    expect((await engine.program()).program).toEqual(left);
  });

  it('leaves no row behind when it is removed, but the empty program that is now in force and what was done', async () => {
    const { db, engine, library } = first;
    await db.query(
      `insert into people (id, name, email, role, created_at) values ($1, 'Ann', 'ann@example.test', 'marketer', now())`,
      [person],
    );
    await engine.halt('smb-fast-track', person, 'to be looked at');
    expect(await removeDemo({ db, engine, library, clock: () => now })).toMatchObject({
      leads: 60,
      accounts: 12,
      othersRemain: false,
    });
    const left = Object.entries(await rowsOf(db)).filter(([, n]) => n > 0);
    // People, settings and semantics (which engine decided) are the installation's, and so is the index of nothing that
    // every installation begins with.
    const begunWith = /^(people|settings|fact_dimensions|semantics|index_generations|.*migrations?)$/;
    expect(left.map(([table]) => table).filter((table) => !begunWith.test(table))).toEqual([
      'audit',
      'audit_head',
      'programs',
    ]);
    expect(Object.fromEntries(left).index_generations).toBe(1);
    expect((await engine.program()).program.tracks).toEqual({});
  });
});
