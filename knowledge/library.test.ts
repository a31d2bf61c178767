import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '../db/canonical.ts';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { currentGeneration } from './index/generation.ts';
import { contentItemSchema } from './items/item.ts';
import { createLibrary, type Library } from './library.ts';

let db: Database;
let library: Library;
beforeAll(async () => {
  db = await openDatabase({ home: 'memory:' });
  await migrate(db);
  library = createLibrary(db);
});
async function empty() {
  await db.query('delete from content_items');
  await db.query('delete from index_terms');
  await db.query('update index_generations set passages = 0, terms = 0, average_length = 0');
}
beforeEach(empty);
afterAll(() => db.close());

const item = (id: string, body: string, more: Record<string, unknown> = {}) => ({
  id,
  title: id.replaceAll('-', ' '),
  kind: 'guide',
  stages: ['awareness'],
  summary: 'A summary.',
  cta: { label: 'Read', url: `https://library.example/${id}` },
  body,
  approvedBy: 'Ana',
  ...more,
});

test('an item is kept with version, hash and approval, and what is unchanged makes no new version', async () => {
  const one = item('audit-guide', 'Text.');
  const hash = sha256Hex(canonicalJson(contentItemSchema.parse(one)));
  expect(await library.add([one], { now: 1000 })).toEqual([
    { id: 'audit-guide', version: 1, hash, outcome: 'added' },
  ]);
  expect(await library.add([one], { now: 2000 })).toMatchObject([{ version: 1, outcome: 'unchanged' }]);
  expect(await library.get('audit-guide')).toMatchObject({
    version: 1,
    hash,
    approved: true,
    demo: false,
    createdAt: 1000,
  });
  expect(await library.get('nothing')).toBeUndefined();
});

test('a changed item gets the next version, the earlier one stays readable, and only the latest is found', async () => {
  await library.add([item('a', 'The zebra process.')], { now: 1 });
  expect(await library.add([item('a', 'The giraffe process.')], { now: 2 })).toMatchObject([
    { version: 2, outcome: 'new_version' },
  ]);
  expect((await library.get('a', 1))?.body).toBe('The zebra process.');
  expect((await library.get('a'))?.body).toBe('The giraffe process.');
  expect(await library.search('zebra')).toEqual([]);
  expect(await library.search('giraffe')).toMatchObject([{ item: { id: 'a', version: 2 } }]);
  expect(await library.count()).toBe(1);
});

test('one bad item refuses all of them, with its path', async () => {
  const bad = item('bad', 'x', { kind: 'poem', stages: ['someday'] });
  await expect(library.add([item('good', 'x'), bad, item('good', 'y')], { now: 1 })).rejects.toMatchObject({
    code: 'content.invalid',
    faults: [{ path: 'bad/kind' }, { path: 'bad/stages/0' }, { path: 'good/id' }],
  });
  expect(await library.count()).toBe(0);
});

test('search gives the best passage with heading, offsets and score', async () => {
  const body = '# Costs 🧭\n\nNobody books them.\n\n## Rework\n\nCases that come back are paid for twice.';
  await library.add([item('costs', body), item('other', 'Hiring a team takes time.')], { now: 1 });
  const [hit] = await library.search('paying twice for rework');
  expect(hit).toMatchObject({
    item: { id: 'costs', kind: 'guide', cta: { url: 'https://library.example/costs' } },
    passage: { heading: 'Costs 🧭 › Rework', text: 'Cases that come back are paid for twice.' },
  });
  expect([...body].slice(hit?.passage.start, hit?.passage.end).join('')).toBe(hit?.passage.text);
  expect(hit?.score).toBeGreaterThan(0);
});

test('title and headings are searched, and words nobody uses find nothing', async () => {
  await library.add([item('vendor-checklist', 'Twenty-five questions.')], { now: 1 });
  expect(await library.search('vendors')).toHaveLength(1);
  expect(await library.search('xylophone')).toEqual([]);
  expect(await library.search('the of and ?!')).toEqual([]);
});

test('a mistyped word finds what is spelled like it, and its part of the score says so', async () => {
  await library.add([item('a', 'Healthcare approvals.'), item('b', 'Quarterly wealth.')], { now: 1 });
  const [hit, ...others] = await library.search('helthcare');
  expect(others).toEqual([]);
  expect(hit).toMatchObject({ item: { id: 'a' }, score: 1, parts: { words: 0, meaning: 0 } });
  expect(hit?.parts.grams).toBeGreaterThan(0);
  const [both] = await library.search('healthcare aprovals');
  expect(both?.parts.words).toBeGreaterThan(both?.parts.grams as number);
  expect(both?.parts.grams).toBeGreaterThan(0);
  await library.retire('a');
  expect(await library.search('helthcare')).toEqual([]);
  expect(await db.query(`select word from index_words where word in ('healthcar', 'approval')`)).toEqual([]);
});

test('filters narrow search, list and count alike; an empty facet is for everybody', async () => {
  await library.add(
    [
      item('for-all', 'Audit for everybody.', { stages: ['awareness', 'decision'] }),
      item('for-health', 'Audit in hospitals.', { industries: ['healthcare'], companySizes: ['enterprise'] }),
      item('draft', 'Audit, not approved.', { approvedBy: undefined, kind: 'blog', topics: ['audit'] }),
    ],
    { now: 1 },
  );
  const ids = async (where: Parameters<Library['list']>[0]) => {
    const listed = (await library.list(where)).map((one) => one.id);
    const found = (await library.search('audit', { where })).map((hit) => hit.item.id);
    expect(found.sort()).toEqual(listed);
    expect(await library.count(where)).toBe(listed.length);
    return listed;
  };
  expect(await ids({})).toEqual(['draft', 'for-all', 'for-health']);
  expect(await ids({ industry: 'fintech' })).toEqual(['draft', 'for-all']);
  expect(await ids({ industry: 'healthcare', approved: true })).toEqual(['for-all', 'for-health']);
  expect(await ids({ companySize: 'smb', approved: true })).toEqual(['for-all']);
  expect(await ids({ stage: 'decision' })).toEqual(['for-all']);
  expect(await ids({ kind: ['blog', 'email'] })).toEqual(['draft']);
  expect(await ids({ topic: 'audit' })).toEqual(['draft']);
  expect(await ids({ industry: `x' or true --` })).toEqual(['draft', 'for-all']);
});

test('a condition over fields narrows search, list and count alike', async () => {
  await library.add(
    [
      item('case', 'Audit.', { kind: 'case-study', topics: ['roi', 'audit'], industries: ['healthcare'] }),
      item('for-all', 'Audit.', { stages: ['awareness', 'decision'], language: 'de' }),
      item('draft', 'Audit.', { approvedBy: undefined, roles: ['economic'] }),
    ],
    { now: Date.UTC(2026, 0, 5) },
  );
  const ids = async (condition: string) => {
    const listed = (await library.list({ condition })).map((one) => one.id);
    expect(
      (await library.search('audit', { where: { condition } })).map((hit) => hit.item.id).sort(),
    ).toEqual(listed);
    expect(await library.count({ condition })).toBe(listed.length);
    return listed.join(' ');
  };
  expect(await ids('kind = "case-study" OR stage = "decision"')).toBe('case for-all');
  expect(await ids('industry = "healthcare" AND approved = true')).toBe('case for-all');
  expect(await ids('industry = "fintech"')).toBe('draft for-all');
  expect(await ids('industry IS KNOWN')).toBe('case');
  expect(await ids('NOT topic IN ("roi")')).toBe('draft for-all');
  expect(await ids('topic CONTAINS "aud"')).toBe('case');
  expect(await ids('role != "economic"')).toBe('');
  expect(await ids('language = "de" AND title MENTIONS "ALL"')).toBe('for-all');
  expect(await ids('valid = true AND version = 1 AND created_at < "2026-02-01"')).toBe('case draft for-all');
  expect(await ids('owner IS KNOWN OR suggested = "title" OR regulated = true')).toBe('');
});

test('a pin carries version and hash; what is unknown or not approved cannot be pinned', async () => {
  const [added] = await library.add([item('a', 'x'), item('draft', 'y', { approvedBy: undefined })], {
    now: 1,
  });
  const pin = await library.pin('a');
  expect(pin).toEqual({ item: 'a', version: 1, hash: added?.hash });
  await expect(library.pin('draft')).rejects.toMatchObject({ code: 'content.not_approved' });
  await expect(library.pin('none')).rejects.toMatchObject({ code: 'content.unknown' });
  await expect(library.pin('a', 7)).rejects.toMatchObject({ code: 'content.unknown' });
  const exists = await library.checker();
  expect(exists(pin)).toBe(true);
  expect(exists({ ...pin, version: 2 })).toBe(false);
  expect(exists({ ...pin, hash: '0'.repeat(64) })).toBe(false);
});

test('a retired item leaves search and lists, stays readable, and comes back when it is added again', async () => {
  await library.add([item('a', 'Text about zebras.')], { now: 1 });
  await library.retire('a');
  expect(await library.search('zebra')).toEqual([]);
  expect(await library.list()).toEqual([]);
  expect(await library.get('a', 1)).toMatchObject({ retired: true });
  await library.add([item('a', 'Text about zebras.')], { now: 2 });
  expect(await library.search('zebra')).toHaveLength(1);
  await expect(library.retire('none')).rejects.toMatchObject({ code: 'content.unknown' });
});

test('demo items go whole and the company’s own stay', async () => {
  await library.add([item('demo-one', 'zebra'), item('shared', 'giraffe')], { now: 1, demo: true });
  await library.add([item('own', 'lion'), item('shared', 'giraffe and more')], { now: 2 });
  expect(await library.removeDemo()).toBe(2);
  expect((await library.list()).map((one) => one.id)).toEqual(['own', 'shared']);
  expect(await library.search('zebra')).toEqual([]);
  expect(await library.search('giraffe')).toHaveLength(1);
  expect(await library.removeDemo()).toBe(0);
});

test('the index after many changes equals an index built at once', async () => {
  const texts = ['audit audit trail', 'approval of an invoice', 'hospital intake and audit', 'rules as data'];
  for (const [i, text] of texts.entries()) await library.add([item(`i${i}`, `old ${text}`)], { now: i });
  for (const [i, text] of texts.entries()) await library.add([item(`i${i}`, text)], { now: 10 + i });
  await library.retire('i3');
  const documents = () => db.query('select term, documents from index_terms order by term');
  const counted = async () => {
    const { passages, terms } = (await currentGeneration(db)) ?? {};
    return { documents: await documents(), passages, terms };
  };
  const grown = await counted();
  const ranked = await library.search('audit trail of a hospital');
  await empty();
  await library.add(
    texts.slice(0, 3).map((text, i) => item(`i${i}`, text)),
    { now: 20 },
  );
  expect(grown).toEqual(await counted());
  expect(ranked.map((hit) => hit.item.id)).toEqual(
    (await library.search('audit trail of a hospital')).map((hit) => hit.item.id),
  );
});
