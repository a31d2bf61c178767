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
  const { approvedBy: _, ...document } = contentItemSchema.parse(one);
  const hash = sha256Hex(canonicalJson(document));
  expect(await library.add([one], { mayApprove: true, now: 1000 })).toEqual([
    { id: 'audit-guide', version: 1, hash, outcome: 'added', approved: true },
  ]);
  expect(await library.add([one], { mayApprove: true, now: 2000 })).toMatchObject([
    { version: 1, outcome: 'unchanged' },
  ]);
  expect(await library.get('audit-guide')).toMatchObject({
    version: 1,
    hash,
    approved: true,
    approvedBy: 'Ana',
    approvedAt: 1000,
    demo: false,
    createdAt: 1000,
  });
  expect(await library.get('nothing')).toBeUndefined();
});

test('a changed item gets the next version, the earlier one stays readable, and only the latest is found', async () => {
  await library.add([item('a', 'The zebra process.')], { mayApprove: true, now: 1 });
  expect(await library.add([item('a', 'The giraffe process.')], { mayApprove: true, now: 2 })).toMatchObject([
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
  await expect(
    library.add([item('good', 'x'), bad, item('good', 'y')], { mayApprove: true, now: 1 }),
  ).rejects.toMatchObject({
    code: 'content.invalid',
    faults: [{ path: 'bad/kind' }, { path: 'bad/stages/0' }, { path: 'good/id' }],
  });
  expect(await library.count()).toBe(0);
});

test('search gives the best passage with heading, offsets and score', async () => {
  const body = '# Costs 🧭\n\nNobody books them.\n\n## Rework\n\nCases that come back are paid for twice.';
  await library.add([item('costs', body), item('other', 'Hiring a team takes time.')], {
    mayApprove: true,
    now: 1,
  });
  const [hit] = await library.search('paying twice for rework');
  expect(hit).toMatchObject({
    item: { id: 'costs', kind: 'guide', cta: { url: 'https://library.example/costs' } },
    passage: { heading: 'Costs 🧭 › Rework', text: 'Cases that come back are paid for twice.' },
  });
  expect([...body].slice(hit?.passage.start, hit?.passage.end).join('')).toBe(hit?.passage.text);
  expect(hit?.score).toBeGreaterThan(0);
});

test('title and headings are searched, and words nobody uses find nothing', async () => {
  await library.add([item('vendor-checklist', 'Twenty-five questions.')], { mayApprove: true, now: 1 });
  expect(await library.search('vendors')).toHaveLength(1);
  expect(await library.search('xylophone')).toEqual([]);
  expect(await library.search('the of and ?!')).toEqual([]);
});

test('a mistyped word finds what is spelled like it, and its part of the score says so', async () => {
  await library.add([item('a', 'Healthcare approvals.'), item('b', 'Quarterly wealth.')], {
    mayApprove: true,
    now: 1,
  });
  const [hit, ...others] = await library.search('helthcare');
  expect(others).toEqual([]);
  expect(hit).toMatchObject({ item: { id: 'a' }, score: 1, parts: { words: 0, meaning: 0 } });
  expect(hit?.parts.grams).toBeGreaterThan(0);
  const [both] = await library.search('healthcare aprovals');
  expect(both?.parts.words).toBeGreaterThan(both?.parts.grams as number);
  expect(both?.parts.grams).toBeGreaterThan(0);
  await library.retire('a', 1);
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
    { mayApprove: true, now: 1 },
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

test('what is valid is so by the day, its first and last included, and dates compare with now', async () => {
  const dated = (id: string, more: Record<string, unknown>) => item(id, 'Audit.', more);
  await library.add(
    [
      dated('always', { owner: 'ana' }),
      dated('spring', { validFrom: '2026-03-01', validTo: '2026-05-31' }),
      dated('autumn', { validFrom: '2026-09-01', suggested: ['title'] }),
    ],
    { now: 1, mayApprove: true },
  );
  const on = (day: string, condition: string) =>
    createLibrary(db, { clock: () => Date.parse(day) })
      .list({ condition })
      .then((items) => items.map(({ id }) => id).join(' '));
  expect(await on('2026-02-28T23:59:59Z', 'valid = true')).toBe('always');
  expect(await on('2026-03-01', 'valid = true')).toBe('always spring');
  expect(await on('2026-05-31T23:59:59Z', 'valid = true')).toBe('always spring');
  expect(await on('2026-09-01', 'valid = false')).toBe('spring');
  expect(await on('2026-05-15', 'valid_to BEFORE now + 30 days')).toBe('spring');
  expect(await on('2026-05-15', 'valid_from > "2026-08-01" OR owner = "ana"')).toBe('always autumn');
  expect(await on('2026-05-15', 'suggested = "title"')).toBe('autumn');
});

test('a condition over fields narrows search, list and count alike', async () => {
  await library.add(
    [
      item('case', 'Audit.', { kind: 'case-study', topics: ['roi', 'audit'], industries: ['healthcare'] }),
      item('for-all', 'Audit.', { stages: ['awareness', 'decision'], language: 'de' }),
      item('draft', 'Audit.', { approvedBy: undefined, roles: ['economic'] }),
    ],
    { mayApprove: true, now: Date.UTC(2026, 0, 5) },
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
    mayApprove: true,
    now: 1,
  });
  const pin = await library.pin('a');
  expect(pin).toEqual({ item: 'a', version: 1, hash: added?.hash });
  await expect(library.pin('draft')).rejects.toMatchObject({ code: 'content.not_approved' });
  expect(await library.pin('draft', 1, { draft: true })).toMatchObject({ item: 'draft', version: 1 });
  await expect(library.pin('none')).rejects.toMatchObject({ code: 'content.unknown' });
  await expect(library.pin('a', 7)).rejects.toMatchObject({ code: 'content.unknown' });
  await library.add([item('voice', 'Plain words.', { kind: 'brand-guide' })], { mayApprove: true, now: 2 });
  await expect(library.pin('voice')).rejects.toMatchObject({ code: 'content.not_sendable' });
  const exists = await library.checker();
  expect(exists(pin)).toBe(true);
  expect(exists({ ...pin, version: 2 })).toBe(false);
  expect(exists({ ...pin, hash: '0'.repeat(64) })).toBe(false);
});

test('a retired item leaves search and lists, stays readable, and comes back when it is added again', async () => {
  await library.add([item('a', 'Text about zebras.')], { mayApprove: true, now: 1 });
  await library.retire('a', 1);
  expect(await library.search('zebra')).toEqual([]);
  expect(await library.list()).toEqual([]);
  expect(await library.get('a', 1)).toMatchObject({ retired: true });
  await library.add([item('a', 'Text about zebras.')], { mayApprove: true, now: 2 });
  expect(await library.search('zebra')).toHaveLength(1);
  expect(await library.list()).toMatchObject([{ id: 'a', version: 1, retired: false }]);
  // So does what was changed meanwhile, with its earlier versions.
  await library.retire('a', 3);
  await library.add([item('a', 'Text about giraffes.')], { mayApprove: true, now: 4 });
  expect(await library.list()).toMatchObject([{ id: 'a', version: 2, retired: false }]);
  expect(await library.get('a', 1)).toMatchObject({ retired: false });
  await expect(library.retire('none', 1)).rejects.toMatchObject({ code: 'content.unknown' });
});

test('demo items go whole and the company’s own stay', async () => {
  await library.add([item('demo-one', 'zebra'), item('shared', 'giraffe')], {
    mayApprove: true,
    now: 1,
    demo: true,
  });
  await library.add([item('own', 'lion'), item('shared', 'giraffe and more')], { mayApprove: true, now: 2 });
  expect(await library.removeDemo()).toBe(2);
  expect((await library.list()).map((one) => one.id)).toEqual(['own', 'shared']);
  expect(await library.search('zebra')).toEqual([]);
  expect(await library.search('giraffe')).toHaveLength(1);
  expect(await library.removeDemo()).toBe(0);
});

test('the index after many changes equals an index built at once', async () => {
  const texts = ['audit audit trail', 'approval of an invoice', 'hospital intake and audit', 'rules as data'];
  for (const [i, text] of texts.entries())
    await library.add([item(`i${i}`, `old ${text}`)], { mayApprove: true, now: i });
  for (const [i, text] of texts.entries())
    await library.add([item(`i${i}`, text)], { mayApprove: true, now: 10 + i });
  await library.retire('i3', 1);
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
    { mayApprove: true, now: 20 },
  );
  expect(grown).toEqual(await counted());
  expect(ranked.map((hit) => hit.item.id)).toEqual(
    (await library.search('audit trail of a hospital')).map((hit) => hit.item.id),
  );
});

test('what somebody who may not approve says of approval does not count, and the answer says so', async () => {
  const [added] = await library.add([item('a', 'x')], { mayApprove: false, now: 1 });
  expect(added).toMatchObject({ approved: false, note: expect.stringContaining('does not count') });
  expect(await library.get('a')).not.toHaveProperty('approvedBy');
  const [again] = await library.add([item('a', 'x')], { mayApprove: true, now: 2 });
  expect(again).toEqual({ id: 'a', version: 1, hash: added?.hash, outcome: 'unchanged', approved: true });
  expect(await library.get('a')).toMatchObject({ approvedBy: 'Ana', approvedAt: 2 });
  // Approval that stands is not asked for again.
  expect(await library.add([item('a', 'x')], { mayApprove: false, now: 3 })).toMatchObject([
    { approved: true },
  ]);
});

test('exactly the version that was seen is approved, and only what may be sent', async () => {
  const given = [
    item('a', 'x', { approvedBy: undefined }),
    item('old', 'x', { approvedBy: undefined, validTo: '1969-12-31' }),
    item('bare', 'x', { approvedBy: undefined, cta: undefined }),
  ];
  const [a, old, bare] = await library.add(given, { mayApprove: false, now: 1 });
  const ref = (one: typeof a) => ({ item: one?.id ?? '', version: 1, hash: one?.hash ?? '' });
  const by = { by: 'Ana', at: 5 };
  await expect(library.approve({ ...ref(a), hash: '0'.repeat(64) }, by)).rejects.toMatchObject({
    code: 'content.changed',
  });
  await expect(library.approve({ ...ref(a), version: 2 }, by)).rejects.toMatchObject({
    code: 'content.unknown',
  });
  await expect(library.approve(ref(old), by)).rejects.toMatchObject({ code: 'content.expired' });
  await expect(library.approve(ref(bare), by)).rejects.toMatchObject({ code: 'content.no_call_to_action' });
  expect(await library.approve(ref(a), by)).toMatchObject({
    approved: true,
    approvedBy: 'Ana',
    approvedAt: 5,
  });
  expect(await library.approve(ref(a), { by: 'Bo', at: 6 })).toMatchObject({ approvedBy: 'Ana' });
  expect(await library.withdraw({ item: 'a' }, 7)).toMatchObject({ approved: false });
  await expect(library.withdraw({ item: 'a' }, 7)).rejects.toMatchObject({ code: 'content.not_approved' });
  await library.retire('a', 8);
  await expect(library.approve(ref(a), by)).rejects.toMatchObject({ code: 'content.retired' });
  await expect(library.pin('a')).rejects.toMatchObject({ code: 'content.retired' });
  expect(await library.restore('a', 9)).toMatchObject({ retired: false, version: 1 });
  expect(await library.search('x')).not.toEqual([]);
});

test('a field that is set makes the next version, confirmed for good', async () => {
  const suggested = { suggested: ['kind', 'topics', 'industries'], topics: ['audit'] };
  await library.add([item('a', 'x', suggested)], { mayApprove: true, now: 1 });
  const set = { fields: { kind: 'whitepaper', owner: 'Content team' }, confirm: ['topics'] };
  expect(await library.set('a', set, 2)).toMatchObject({
    version: 2,
    outcome: 'new_version',
    approved: false,
  });
  const next = await library.get('a');
  expect(next).toMatchObject({ kind: 'whitepaper', owner: 'Content team', suggested: ['industries'] });
  await library.add([item('a', 'y', suggested)], { mayApprove: false, now: 3 });

  const fails = (fields: object, code: string) =>
    expect(library.set('a', { fields: { ...fields }, confirm: [] }, 4)).rejects.toMatchObject({ code });
  await fails({ body: 'z' }, 'content.field');
  await fails({ approvedBy: 'me' }, 'content.field');
  await fails({ kind: 'poem' }, 'content.invalid');
  await expect(library.set('a', { fields: { kind: 'poem' }, confirm: [] }, 4)).rejects.toThrow(
    /a\/kind: .*whitepaper/,
  );
  await fails({ colour: 'red' }, 'content.invalid');
  await expect(library.set('a', { ...set, version: 2 }, 4)).rejects.toMatchObject({
    code: 'content.changed',
  });
  const gone = { fields: { owner: null }, confirm: [] };
  expect(await library.set('a', gone, 4)).toMatchObject({ outcome: 'unchanged' });
});
