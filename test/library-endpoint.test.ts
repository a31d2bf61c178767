import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/connection.ts';
import { embedQuery } from '../knowledge/index/embed-query.ts';
import { currentGeneration, type Generation } from '../knowledge/index/generation.ts';
import { createLibrary, type Library } from '../knowledge/library.ts';
import { createEndpoint } from '../knowledge/vectors/endpoint.ts';
import type { RemoteEmbedder } from '../knowledge/vectors/remote.ts';
import { testDatabase } from './database.ts';
import {
  bagOf,
  type EmbeddingServer,
  refusal,
  startEmbeddingServer,
  vectors,
} from './support/embedding-server.ts';

const minute = 60_000;
let now = Date.UTC(2030, 0, 1);
const clock = () => now;

let db: Database;
let server: EmbeddingServer;
let usual: EmbeddingServer['answer'];
let remote: RemoteEmbedder;
let impatient: RemoteEmbedder;
let library: Library;

const item = (id: string, ...paragraphs: string[]) => ({
  id,
  title: id,
  kind: 'blog',
  stages: ['awareness'],
  summary: 'x',
  cta: { label: 'x', url: 'https://a.example' },
  body: paragraphs.map((text, i) => `# Part ${i}\n\n${text}`).join('\n\n'),
});
const first = async (words: string) => (await library.search(words, { limit: 1 }))[0];
const asked = () => server.requests.flat();
const current = async () => (await currentGeneration(db)) as Generation;
const coverage = async () => {
  const { passages, vectors: placed, refused } = (await library.indexStatus()).current;
  return { passages, placed, refused };
};

beforeAll(async () => {
  db = await testDatabase();
  server = await startEmbeddingServer();
  usual = server.answer;
  remote = createEndpoint({ model: 'openai-compatible:tiny', baseUrl: server.url });
  // Tried once: what the endpoint package does about faults that pass is tested beside it.
  impatient = {
    name: remote.name,
    embed: (texts, options) => remote.embed(texts, { ...options, retries: 0 }),
  };
  library = createLibrary(db, { clock, remote: impatient });
});
beforeEach(() => {
  server.answer = usual;
  server.requests.length = 0;
});
afterAll(() => server.close());

describe('vectors of an endpoint', () => {
  test('an endpoint that is down holds up neither adding nor finding, and is asked again after a while', async () => {
    server.answer = () => refusal(503);
    await library.add(
      [item('ledger', 'The zebra ledger.', 'An audit of stripes.'), item('other', 'Lunch.')],
      { now, mayApprove: true },
    );
    expect(await first('zebra')).toMatchObject({ item: { id: 'ledger' } });
    const { fault } = await library.tend();
    expect(fault).toMatchObject({ code: 'embedding.unreachable', failures: 1, retryAt: now + minute });
    expect(await library.indexStatus()).toMatchObject({ due: 'embedder', fault: { failures: 1 } });
    const before = server.requests.length;
    expect(await library.tend()).toEqual({ filled: 0 });
    expect(server.requests).toHaveLength(before);
    now += minute;
    expect((await library.tend()).fault).toMatchObject({ failures: 2, retryAt: now + 2 * minute });
    // A new process may have other settings.
    const restarted = createLibrary(db, { clock, remote: impatient });
    expect((await restarted.tend()).fault).toMatchObject({ failures: 3, retryAt: now + 4 * minute });
    now += 4 * minute;
  });

  test('when it is back every passage is placed, and the generation put in use', async () => {
    expect((await library.tend()).built).toMatchObject({ reason: 'embedder' });
    expect(await current()).toMatchObject({
      embedder: { kind: 'endpoint', model: remote.name },
      dimensions: 16,
    });
    expect(await coverage()).toEqual({ passages: 3, placed: 3, refused: 0 });
    expect(await library.indexStatus()).not.toHaveProperty('fault');
    const { vector } = await embedQuery(db, await current(), 'zebra ledger', { remote });
    const [nearest] = await db.query<{ item: string; ordinal: number }>(
      'select item, ordinal from index_entries where generation = $1 order by vector <=> $2::halfvec limit 1',
      [(await current()).id, JSON.stringify([...(vector ?? [])])],
    );
    expect(nearest).toEqual({ item: 'ledger', ordinal: 0 });
  });

  test('what is added is found by words at once and placed soon; a passage that stays is not paid for again', async () => {
    await library.add([item('ledger', 'The zebra ledger.', 'An audit of dots.')], { now, mayApprove: true });
    expect(await first('dots')).toMatchObject({ item: { id: 'ledger', version: 2 } });
    server.requests.length = 0;
    expect(await coverage()).toEqual({ passages: 3, placed: 1, refused: 0 });
    expect(await library.tend()).toEqual({ filled: 2 });
    expect(await coverage()).toEqual({ passages: 3, placed: 3, refused: 0 });
    expect(asked()).toEqual([expect.stringContaining('An audit of dots.')]);
    expect(await library.tend()).toEqual({ filled: 0 });
  });

  test('a text it does not take is found by words, and holds up no other', async () => {
    server.answer = (texts) =>
      texts.some((text) => text.includes('too long')) ? refusal(400) : usual(texts);
    const parts = ['One.', 'Two.', 'This is too long.', 'Four.', 'Five.'];
    await library.add([item('parts', ...parts)], { now, mayApprove: true });
    expect(await library.tend()).toEqual({ filled: 5 });
    expect(await coverage()).toEqual({ passages: 8, placed: 7, refused: 1 });
    expect(await first('too long')).toMatchObject({ passage: { heading: 'Part 2' } });
    const before = server.requests.length;
    expect(await library.tend()).toEqual({ filled: 0 });
    expect(server.requests).toHaveLength(before);
  });

  test('one that serves another model than before is refused with what to do, until a person asks for a new index', async () => {
    server.answer = (texts) => vectors(texts.map((text) => bagOf(text, 8)));
    await library.add([item('new', 'A giraffe.')], { now, mayApprove: true });
    const { fault } = await library.tend();
    expect(fault).toMatchObject({ code: 'embedding.dimensions' });
    expect(fault?.message).toContain('gives 8 numbers a text where the index has 16');
    expect(fault?.message).toContain('trellis library index --rebuild');
    expect(await embedQuery(db, await current(), 'a giraffe', { remote })).toEqual({
      without: 'endpoint_fault',
    });
    const before = await current();
    // Not waiting for the next attempt: a person asked.
    await library.rebuildIndex();
    expect((await library.tend()).built).toMatchObject({ reason: 'asked' });
    expect(await current()).toMatchObject({ dimensions: 8 });
    expect((await current()).id).not.toBe(before.id);
    expect(await coverage()).toEqual({ passages: 9, placed: 9, refused: 0 });
    expect(new Set(asked().filter((text) => text.includes('\n'))).size).toBe(9);
    // The one before is whole for the queries that hold it.
    expect(
      await db.query(
        'select distinct vector_dims(vector) as n from index_entries where generation = $1 and vector is not null',
        [before.id],
      ),
    ).toEqual([{ n: 16 }]);
  });

  test('what it gives must be numbers', async () => {
    server.answer = (texts) => vectors(texts.map(() => [null, 1]));
    await library.add([item('nan', 'A numbat.')], { now, mayApprove: true });
    expect((await library.tend()).fault).toMatchObject({ code: 'embedding.answer' });
    expect((await coverage()).placed).toBe(9);
    server.answer = (texts) => vectors(texts.map((text) => bagOf(text, 8)));
    now += minute;
    expect(await library.tend()).toEqual({ filled: 1 });
  });

  test('items that come while it is asked are in the new generation too', async () => {
    let late: Promise<unknown> | undefined;
    server.answer = (texts) => {
      // Not with the first text, which only tells how long vectors are: the items that come are behind the build then.
      if (texts.length === 1) return vectors(texts.map((text) => bagOf(text, 8)));
      late ??= library
        .add([item('late', 'A quokka.')], { now, mayApprove: true })
        .then(() => library.retire('nan'));
      return late.then(() => vectors(texts.map((text) => bagOf(text, 8))));
    };
    await library.rebuildIndex();
    expect((await library.tend()).built).toMatchObject({ reason: 'asked' });
    const placed = await db.query<{ item: string }>(
      'select distinct item from index_entries where generation = $1 and vector is not null order by item',
      [(await current()).id],
    );
    expect(placed.map(({ item: id }) => id)).toEqual(['late', 'ledger', 'new', 'other', 'parts']);
  });

  test('a query has a moment, then its words must do; one it had before is not asked again', async () => {
    const generation = await current();
    server.answer = (texts) => vectors(texts.map((text) => bagOf(text, 8)));
    const zebra = await embedQuery(db, generation, 'zebra', { remote });
    const held = Promise.withResolvers<never>();
    server.answer = () => held.promise;
    expect(await embedQuery(db, generation, 'zebra', { remote })).toEqual(zebra);
    expect(await embedQuery(db, generation, 'lion', { remote, patienceMs: 20 })).toEqual({
      without: 'endpoint_late',
    });
    const told: unknown[] = [];
    const heard = createLibrary(db, { clock, remote, log: (_, details) => told.push(details) });
    server.answer = () => refusal(500);
    expect(await heard.search('zebra process')).toMatchObject([
      { item: { id: 'ledger' }, parts: { meaning: 0 } },
    ]);
    await heard.search('zebra process');
    expect(told).toEqual([{ without: 'endpoint_fault' }]);
    expect(await embedQuery(db, generation, 'lion', {})).toEqual({ without: 'other_endpoint' });
  });

  test('another model is asked for every passage, and one that comes back for none', async () => {
    const other = createEndpoint({ model: 'openai-compatible:other', baseUrl: server.url });
    server.answer = (wanted) => vectors(wanted.map((text) => bagOf(text, 8)));
    expect((await createLibrary(db, { clock, remote: other }).tend()).built).toMatchObject({
      reason: 'embedder',
    });
    expect(new Set(asked()).size).toBe((await coverage()).passages);
    server.requests.length = 0;
    expect((await library.tend()).built).toMatchObject({ reason: 'embedder' });
    // One text tells how long its vectors are.
    expect(asked()).toHaveLength(1);
  });

  test('without the endpoint in the settings the library goes back to a model of its own', async () => {
    const alone = createLibrary(db, { clock });
    expect(await alone.indexStatus()).toMatchObject({ due: 'embedder' });
    expect((await alone.tend()).built).toMatchObject({ reason: 'embedder' });
    // Too small to be trained on.
    expect(await current()).not.toHaveProperty('embedder');
  });

  test('paid vectors out of use are kept for a month', async () => {
    const cached = async () => (await db.query('select from embedding_cache')).length;
    expect(await cached()).toBeGreaterThan(0);
    const alone = createLibrary(db, { clock });
    now += 29 * 1440 * minute;
    await alone.tend();
    expect(await cached()).toBeGreaterThan(0);
    now += 2 * 1440 * minute;
    await alone.tend();
    expect(await cached()).toBe(0);
  });
});
