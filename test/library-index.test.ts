import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../db/connection.ts';
import { embedQuery } from '../knowledge/index/embed-query.ts';
import { currentGeneration, type Generation } from '../knowledge/index/generation.ts';
import { ensureVectorIndex } from '../knowledge/index/sql/vector-index.ts';
import { tendIndex } from '../knowledge/index/tend.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import { createLibrary, type Library } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';

const start = Date.UTC(2030, 0, 1);
const minute = 60_000;
let now = start;
const clock = () => now;

const item = (id: string, body: string) => ({
  id,
  title: id,
  kind: 'blog',
  stages: ['awareness'],
  summary: 'x',
  cta: { label: 'x', url: 'https://a.example' },
  body,
});

/** What must hold of the generation in use, whatever happened. */
async function expectWhole(db: Database): Promise<Generation> {
  const current = (await currentGeneration(db)) as Generation;
  const [counted] = await db.query(
    `select (select count(*) from passages) = (select count(*) from index_entries where generation = $1) as entered,
       (select coalesce(sum(length), 0) from index_entries where generation = $1) = $2::bigint as terms,
       (select count(*) from passages) = $3::int as passages,
       (select count(*) from (
          select term, documents from index_terms where generation = $1
          except
          select split_part(element, ':', 1)::int - 1, count(*) from index_entries,
            unnest(string_to_array(trim('{' from split_part(terms::text, '}', 1)), ',')) as element
          where generation = $1 and element <> '' group by 1) d) as miscounted`,
    [current.id, current.terms, current.passages],
  );
  expect(counted).toEqual({ entered: true, terms: true, passages: true, miscounted: 0 });
  return current;
}

describe('the library’s own model', () => {
  let db: Database;
  let library: Library;
  beforeAll(async () => {
    db = await testDatabase();
    library = createLibrary(db, { clock });
    const items = await loadItems(fileURLToPath(new URL('../knowledge/demo-library', import.meta.url)));
    await library.add(items, { mayApprove: true, now, demo: true });
  });

  test('is trained aside on its passages, every one is placed, and the new generation takes the old one’s place', async () => {
    const before = await expectWhole(db);
    expect(before.embedder).toBeUndefined();
    expect(await library.indexStatus()).toMatchObject({ due: 'embedder', current: { vectors: 0 } });
    const { built } = await library.tend();
    expect(built).toMatchObject({ reason: 'embedder' });
    const current = await expectWhole(db);
    expect(current).toMatchObject({ id: built?.generation, embedder: { kind: 'lsa' } });
    const status = await library.indexStatus();
    expect(status.current).toMatchObject({ passages: status.passages, vectors: status.passages });
    expect(status).not.toHaveProperty('due');
    expect(await library.tend()).toEqual({ filled: 0 });
  });

  test('places words near the passages they mean, and search weighs that', async () => {
    const [hit] = await library.search('privacy checks at the hospital front desk');
    expect(hit?.parts.meaning).toBeGreaterThan(0.3);
    const current = (await currentGeneration(db)) as Generation;
    const { vector } = await embedQuery(db, current, 'privacy checks at the hospital front desk');
    const nearest = await db.query<{ item: string }>(
      `select item from index_entries where generation = $1 order by vector <=> $2::halfvec limit 5`,
      [current.id, JSON.stringify([...(vector ?? [])])],
    );
    expect(nearest.some(({ item: id }) => id.startsWith('healthcare-'))).toBe(true);
    expect(await embedQuery(db, current, 'xylophone')).toEqual({ without: 'unknown_words' });
  });

  test('places what is added at once, and is trained again past a fifth more', async () => {
    await library.add([item('added', 'An audit trail that an examiner can read.')], {
      mayApprove: true,
      now,
    });
    expect((await library.indexStatus()).current).toMatchObject({ refused: 0 });
    const [placed] = await db.query(
      `select vector is not null as placed from index_entries where item = 'added'`,
    );
    expect(placed).toEqual({ placed: true });
    expect(await library.tend()).toEqual({ filled: 0 });
    const more = Array.from({ length: 40 }, (_, i) =>
      item(`more-${i}`, `Ledger ${i} for the auditor, page ${i % 7}.`),
    );
    await library.add(more, { mayApprove: true, now });
    expect((await library.tend()).built).toMatchObject({ reason: 'grown' });
    await expectWhole(db);
  });

  test.runIf(process.env.TEST_DATABASE === 'native')(
    'a large generation has an index of its vectors, which search uses',
    async () => {
      const { id, passages, dimensions = 0 } = await expectWhole(db);
      const indexed = () =>
        db.query(
          `select indexrelid::regclass::text as name, indisvalid as valid from pg_index where indexrelid::regclass::text like 'index_entries_vector%'`,
        );
      await ensureVectorIndex(db, { id, passages, dimensions });
      expect(await indexed()).toEqual([]);
      await ensureVectorIndex(db, { id, passages, dimensions }, passages);
      await ensureVectorIndex(db, { id, passages, dimensions }, passages);
      expect(await indexed()).toEqual([{ name: `index_entries_vector_${id}`, valid: true }]);
      const plan = await db.transaction(async (tx) => {
        await tx.exec('set local enable_seqscan = off; set local enable_sort = off');
        return tx.query(
          `explain select item from index_entries e where generation = ${id} and vector is not null
         order by e.vector::halfvec(${dimensions}) <=> $1::halfvec(${dimensions}) limit 5`,
          [JSON.stringify(Array.from({ length: dimensions }, () => 1))],
        );
      });
      expect(JSON.stringify(plan)).toContain(`index_entries_vector_${id}`);
      // One that was given up half-way is made anew.
      await db.query(`update pg_index set indisvalid = false where indexrelid = $1::regclass`, [
        `index_entries_vector_${id}`,
      ]);
      await ensureVectorIndex(db, { id, passages, dimensions }, passages);
      expect(await indexed()).toEqual([{ name: `index_entries_vector_${id}`, valid: true }]);
    },
  );

  test('the generation before stays for some minutes, and then goes with all that was its own', async () => {
    const generations = () => db.query<{ id: number }>('select id from index_generations order by id');
    const { id } = await expectWhole(db);
    expect((await generations()).length).toBeGreaterThan(1);
    now += 6 * minute;
    await library.tend();
    expect(await generations()).toEqual([{ id }]);
    expect(await db.query('select distinct generation from index_entries')).toEqual([{ generation: id }]);
    expect(await db.query('select distinct generation from index_terms')).toEqual([{ generation: id }]);
    expect(
      await db.query(
        'select 1 from index_words w where not exists (select from index_terms t where t.term = w.term)',
      ),
    ).toEqual([]);
  });

  test('a build that ends half-way leaves the one in use, and the next goes on where it ended', async () => {
    const before = await expectWhole(db);
    await library.rebuildIndex();
    const stopping = new AbortController();
    const untilFirstBatch: Database = {
      ...db,
      transaction: async (body) => {
        const result = await db.transaction(body);
        stopping.abort(new Error('killed'));
        return result;
      },
    };
    const { signal } = stopping;
    expect(await tendIndex(untilFirstBatch, { clock, signal, batch: 50 })).toEqual({ filled: 0 });
    expect(await expectWhole(db)).toEqual(before);
    const { building } = await library.indexStatus();
    expect(building).toMatchObject({ passages: 50, vectors: 50 });
    // What is added, changed and retired meanwhile reaches the one that is being built.
    await library.add([item('added', 'Something else by now.'), item('late', 'The quokka came late.')], {
      mayApprove: true,
      now,
    });
    await library.retire('more-3');
    expect(await library.tend()).toEqual({
      built: { generation: building?.generation, reason: 'unfinished' },
      filled: 0,
    });
    expect((await expectWhole(db)).id).toBe(building?.generation);
    expect(await library.search('quokka')).toMatchObject([{ item: { id: 'late' } }]);
  });

  test('one process tends it at a time, and what a dead one held is free after a while', async () => {
    await db.query(`insert into settings (key, value) values ('library.tending', $1)`, [
      `${now + minute} other`,
    ]);
    await library.rebuildIndex();
    expect(await library.tend()).toEqual({ filled: 0 });
    now += 2 * minute;
    expect((await library.tend()).built).toMatchObject({ reason: 'asked' });
    expect(await library.tend()).toEqual({ filled: 0 });
  });

  test('is let go when too little is left to train on', async () => {
    await library.removeDemo();
    const rest = (await library.list()).map(({ id }) => id).slice(20);
    for (const id of rest) await library.retire(id);
    expect((await library.tend()).built).toMatchObject({ reason: 'grown' });
    expect(await expectWhole(db)).not.toHaveProperty('embedder');
    expect(await library.tend()).toEqual({ filled: 0 });
  });
});
