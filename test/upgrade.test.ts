import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { takeSnapshots } from '../engine/backtest/snapshots.ts';
import type { LeadState } from '../engine/core/types.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { listParts } from '../engine/runtime/sql/history-parts.ts';
import { analyseVersions } from '../knowledge/index/analyse.ts';
import { currentGeneration } from '../knowledge/index/generation.ts';
import { contentItemSchema } from '../knowledge/items/item.ts';
import { documentVector } from '../knowledge/lexical/bm25.ts';
import { createLibrary } from '../knowledge/library.ts';
import { emptyDatabase } from './database.ts';

const migrations = join(import.meta.dirname, '../db/migrations');
/** What Trellis wrote at schema version 3: five leads, eight days, two program versions. */
const fixture = join(import.meta.dirname, 'fixtures/schema-3.ndjson');
const leads = 5;
const inputs = 60;

/** An empty database as it was at a schema version. */
async function emptySchema(version: number): Promise<Database> {
  const db = await emptyDatabase();
  await db.exec(
    'create table migrations (version int primary key, name text not null, ran_at timestamptz not null default now())',
  );
  for (const name of readdirSync(migrations).sort().slice(0, version)) {
    await db.exec(readFileSync(join(migrations, name), 'utf8'));
    await db.query('insert into migrations (version, name) values ($1, $2)', [
      Number(name.slice(0, 4)),
      name,
    ]);
  }
  return db;
}

/** A database as it was at schema version 3, with rows in it. */
async function databaseOfThen(): Promise<Database> {
  const db = await emptySchema(3);
  for (const line of readFileSync(fixture, 'utf8').trimEnd().split('\n')) {
    const [table, row] = JSON.parse(line) as [string, Record<string, unknown>];
    await db.query(`insert into ${table} select * from json_populate_record(null::${table}, $1::json)`, [
      JSON.stringify(row),
    ]);
  }
  return db;
}

it('gives every migration a number of its own: of two that share one, the second would never run', () => {
  const numbers = readdirSync(migrations).map((name) => name.slice(0, 4));
  expect(numbers).toEqual([...new Set(numbers)]);
});

describe('a filled database of schema version 3', () => {
  let db: Database;
  beforeAll(async () => {
    db = await databaseOfThen();
    await migrate(db);
  });

  it('keeps its log as the part of everything before next month', async () => {
    const [before, ...others] = await listParts(db);
    const now = new Date();
    expect(before).toEqual({
      table: 'inputs_before',
      from: null,
      to: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1),
      other: false,
    });
    expect(others.map(({ table }) => table)).toEqual(['inputs_other']);
    expect(await db.query('select count(*)::int as n from only inputs_before')).toEqual([{ n: inputs }]);
  });

  it('has the indexes that a new one has', async () => {
    const indexesOf = async (table: string) =>
      (
        await db.query<{ definition: string }>(
          `select replace(indexdef, tablename || ' ', 'T ') as definition from pg_indexes
           where tablename = $1`,
          [table],
        )
      )
        .map(({ definition }) => definition.replace(/INDEX \S+ ON/, 'INDEX ON'))
        .sort();
    expect(await indexesOf('inputs_before')).toEqual(await indexesOf('inputs_other'));
  });

  it('is decided on, explained by replay and cut into months from then on', async () => {
    const clock = () => Date.now();
    const engine = createEngine({ db, clock });
    // This engine may mean other things by a program: then it leaves the leads to the one that decided them.
    const then = await verifyReplay(db);
    expect(then.mismatches).toEqual([]);
    expect(then.leads + then.skipped).toBe(leads);

    expect(await takeSnapshots(db, { now: clock() })).toMatchObject({ leads, taken: leads, mismatches: [] });
    while ((await engine.runDue()) > 0);
    await engine.ingest(
      Array.from({ length: leads }, (_, n) => ({
        messageId: `later-${n}`,
        source: 'website',
        email: `lead${n}@before.example`,
        name: 'page_visit',
        occurredAt: clock(),
        properties: { page_url: '/later' },
      })),
    );
    const later = await verifyReplay(db);
    expect(later).toMatchObject({ leads, skipped: 0, fromSnapshot: leads, mismatches: [] });
    expect(later.inputs).toBeGreaterThanOrEqual(leads);
    expect(await db.query('select count(*)::int as n from leads')).toEqual([{ n: leads }]);
    const now = await db.query<{ state: string; fault: string | null }>('select state, fault from leads');
    for (const { state, fault } of now) {
      expect(fault).toBe(null);
      // Eight visits then, the last buckets of which may have left the window, and one now.
      const counted = Object.values((JSON.parse(state) as LeadState).features);
      expect(counted).toEqual([{ total: 9, buckets: expect.any(Array) }]);
      expect(counted[0]?.buckets.at(-1)).toBe(1);
    }
    expect(await listParts(db)).toHaveLength(5);
  });
});

describe('a library of schema version 16', () => {
  it('is found as before, with its weights, and can be added to and removed', async () => {
    const db = await emptySchema(16);
    const item = (id: string, body: string) =>
      contentItemSchema.parse({
        id,
        title: id,
        kind: 'guide',
        stages: ['awareness'],
        summary: 'A summary.',
        cta: { label: 'Read', url: 'https://library.example/read' },
        body,
        approvedBy: 'Ana',
      });
    const bodies = { zebras: 'The zebra process.', giraffes: 'The giraffe process, twice a process.' };
    const analysed = await analyseVersions(
      Object.entries(bodies).map(([id, body]) => ({ id, version: 1, item: item(id, body) })),
    );
    const terms = analysed.reduce((sum, { length }) => sum + length, 0);
    for (const { row, counts, length } of analysed) {
      await db.query(
        `insert into content_items (id, version, hash, document, kind, approved, created_at)
         values ($1, 1, 'hash', $2::jsonb, 'guide', true, now())`,
        [row.item, JSON.stringify(item(row.item, row.text))],
      );
      await db.query(
        `insert into passages (item, version, ordinal, heading, text, start_offset, end_offset, terms)
         values ($1, 1, $2, $3, $4, $5, $6, $7::sparsevec)`,
        [row.item, row.ordinal, row.heading, row.text, row.start, row.end, documentVector(counts, length, 5)],
      );
      await db.query(
        `insert into passage_terms select unnest($1::int[]), 1
         on conflict (term) do update set documents = passage_terms.documents + 1`,
        [[...counts.keys()]],
      );
    }
    await db.query(`insert into settings (key, value) values ('knowledge.bm25', $1)`, [
      JSON.stringify({ passages: 2, terms, averageLength: 5 }),
    ]);

    await migrate(db);
    const library = createLibrary(db);
    // Who approved it stands beside the document now; the hash that programs pin stays.
    expect(await library.get('zebras')).toMatchObject({ approved: true, approvedBy: 'Ana', hash: 'hash' });
    expect(await library.pin('zebras')).toMatchObject({ version: 1, hash: 'hash' });
    const again = await library.add([item('zebras', bodies.zebras)], { mayApprove: false, now: 1 });
    expect(again).toMatchObject([{ version: 1, hash: 'hash', outcome: 'unchanged', approved: true }]);
    expect(await library.search('process of giraffes')).toMatchObject([
      { item: { id: 'giraffes' } },
      { item: { id: 'zebras' } },
    ]);
    expect(await currentGeneration(db)).toMatchObject({ passages: 2, terms, averageLength: 5 });
    expect(await db.query('select hash from passages order by item')).toEqual(
      analysed.map(({ row: { hash } }) => ({ hash })).reverse(),
    );
    await library.add([item('zebras', 'Nothing of the kind.')], { mayApprove: true, now: 1 });
    expect(await library.search('zebra')).toMatchObject([{ passage: { text: 'Nothing of the kind.' } }]);
    await library.retire('zebras', 2);
    await library.retire('giraffes', 3);
    expect(await currentGeneration(db)).toMatchObject({ passages: 0 });
    expect(await db.query('select * from index_terms')).toEqual([]);
  });
});
