import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../db/connection.ts';
import { currentGeneration } from '../knowledge/index/generation.ts';
import { filterSql } from '../knowledge/items/filter/filter-sql.ts';
import { createLibrary } from '../knowledge/library.ts';
import { type SearchOptions, searchPassages } from '../knowledge/search/search.ts';
import { findPassages } from '../knowledge/search/sql/find-passages.ts';
import { testDatabase } from './database.ts';

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
  const items = [
    one('words', 'Audit trail of every decision.'),
    one('meaning', 'Evidence that examiners accept.'),
    one('both', 'An audit and its evidence.'),
    one('late', 'Audit, added before its vector was made.'),
    one('far', 'Holidays of the team.'),
    ...Array.from({ length: 120 }, (_, n) =>
      one(`many-${n}`, `Number ${n}.`, { roles: n % 12 === 0 ? ['economic'] : ['technical'] }),
    ),
  ];
  await createLibrary(db).add(items, { mayApprove: true, now: 1 });
  await db.query(
    `update index_generations set dimensions = 3, embedder = '{"kind": "endpoint", "model": "three-numbers"}'`,
  );
  const vectors: Record<string, string> = {
    words: '[0,1,0]',
    meaning: '[1,0,0]',
    both: '[0.8,0.6,0]',
    far: '[0,0,1]',
  };
  for (const [item, vector] of Object.entries(vectors))
    await db.query('update index_entries set vector = $2::text::halfvec where item = $1', [item, vector]);
  await db.query(
    `update index_entries set vector = ('[' || cos(n) * 0.1 || ',' || sin(n) * 0.1 || ',1]')::halfvec
     from (select id, substr(id, 6)::int as n from content_items where id like 'many-%') m where item = m.id`,
  );
});

const one = (id: string, body: string, more: Record<string, unknown> = {}) => ({
  id,
  title: id,
  kind: 'guide',
  stages: ['awareness'],
  summary: 'x',
  cta: { label: 'x', url: 'https://a.example' },
  body,
  ...more,
});
/** "Like what examiners accept", as an endpoint would place it. */
const embed = async () => Float32Array.of(1, 0, 0);
const search = (words: string, options: Partial<SearchOptions> = {}) =>
  searchPassages(db, words, { limit: 5, where: {}, now: 0, ...options });

test('the score is a convex sum of words and meaning, and every candidate has both', async () => {
  const hits = await search('audit', { embed });
  const byId = new Map(hits.map((hit) => [hit.item.id, hit]));
  expect(byId.get('both')?.parts.meaning).toBeCloseTo(0.8, 2);
  expect(byId.get('meaning')?.parts).toMatchObject({ words: 0, grams: 0 });
  expect(byId.get('late')?.parts).toMatchObject({ meaning: 0 });
  const most = Math.max(...hits.map((hit) => hit.parts.words));
  for (const { parts, score } of hits)
    expect(score).toBeCloseTo(0.55 * (parts.words / most) + (0.45 * parts.meaning) / 1, 2);
  expect(hits[0]?.item.id).toBe('both');
});

test('what shares no word is found by meaning, and without a vector words alone decide', async () => {
  expect((await search('xylophone', { embed, limit: 2 })).map((hit) => hit.item.id)).toEqual([
    'meaning',
    'both',
  ]);
  expect(await search('xylophone')).toEqual([]);
  const alone = await search('audit', { embed: async () => undefined });
  expect(alone.map((hit) => hit.item.id).sort()).toEqual(['both', 'late', 'words']);
  expect(alone[0]?.score).toBe(1);
});

test('a reranker sees more than are asked for, and its order counts', async () => {
  const ids = async (options: Partial<SearchOptions>) =>
    (await search('audit', options)).map((hit) => hit.item.id);
  const usual = await ids({});
  const last = async (_: string, texts: readonly string[]) => [{ index: texts.length - 1, score: 1 }];
  expect(usual).toHaveLength(3);
  expect(await ids({ limit: 1, rerank: last })).toEqual(usual.slice(-1));
});

test('a narrow filter never returns too few, with an index of vectors and without', async () => {
  const where = { role: 'economic', condition: 'role IS KNOWN' } as const;
  const exact = await search('xylophone', { embed, where, limit: 100 });
  expect(exact).toHaveLength(10);
  const generation = await currentGeneration(db);
  await db.exec(
    `create index on index_entries using hnsw ((vector::halfvec(3)) halfvec_cosine_ops) where generation = ${generation?.id}`,
  );
  const query = {
    generation: generation?.id as number,
    lexical: undefined,
    grams: undefined,
    meaning: await embed(),
    share: 1,
    limit: 100,
    exact: false,
  };
  const filter = filterSql(where, { taken: 5, now: 0 });
  const found = await db.transaction(async (tx) => {
    await tx.exec(
      `set local enable_seqscan = off; set local enable_sort = off; set local hnsw.iterative_scan = 'relaxed_order'`,
    );
    return findPassages(tx, query, filter);
  });
  expect(found.map((row) => row.item)).toEqual(exact.map((hit) => hit.item.id));
});
