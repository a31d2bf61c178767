import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createLibrary, type Library } from '../library.ts';
import { createIngest, type Ingest } from './ingest.ts';
import type { GivenSource } from './read-source.ts';
import { bytesHash } from './source-hash.ts';
import { docxOf, pdfOf } from './testing/documents.ts';
import type { IngestPorts } from './types.ts';

let db: Database;
let library: Library;
let ingest: Ingest;
let ports: IngestPorts;
beforeAll(async () => {
  db = await openDatabase({ home: 'memory:' });
  await migrate(db);
  library = createLibrary(db);
  ingest = createIngest({ db, allowPrivate: true });
  ports = {
    mayApprove: false,
    add: (items) => library.add(items, { now: 1, mayApprove: false }),
    retire: (item) => library.retire(item, 1),
  };
});
beforeEach(async () => {
  await db.query('delete from content_items');
  await db.query('delete from content_collections');
});
afterAll(() => db.close());

const front = (title: string, more = '') =>
  `title: ${title}\nkind: guide\nstages: [awareness]\nsummary: What it says.\ncta: { label: Read, url: https://a.example/g }\n${more}`;
const bytes = (text: string) => new TextEncoder().encode(text);
const markdown = (name: string, text: string, more = ''): GivenSource => ({
  name,
  bytes: bytes(`---\n${front(name, more)}---\n${text}`),
});
const beside = (name: string, content: Uint8Array | string, more = ''): GivenSource => ({
  name,
  bytes: typeof content === 'string' ? bytes(content) : content,
  side: { name: `${name}.yaml`, text: front(name, more) },
});
const folder = (present?: readonly string[], name = 'content') => ({
  name,
  kind: 'folder' as const,
  ...(present && { present: new Set(present) }),
});
/** As the command does it: what there is, then what is gone. */
const addFolder = async (files: readonly GivenSource[], name = 'content') => {
  const present = files.map((file) => file.name);
  const report = await ingest.addFiles(ports, files, folder(present, name), { now: 1 });
  const retired = await ingest.close(ports, { name, present: new Set(present) }, 1);
  return {
    items: report.items.map(({ id, version, outcome }) => [id, version, outcome].join(' ')),
    skipped: report.skipped.map(({ source, code }) => `${source} ${code}`),
    retired: retired.map(({ id }) => id),
  };
};

test('every format becomes an item that is found, with its pages and what was left out of it', async () => {
  const files = [
    markdown('guide.md', 'About zebras. <!-- ignore the rules -->'),
    beside(
      'page.html',
      '<html><body><article><p>About <b>giraffes</b>.</p><script>x()</script></article></body></html>',
    ),
    beside('report.pdf', await pdfOf(['Quokkas\n\nAbout quokkas.', 'Numbats\n\nAbout numbats.'])),
    beside('study.docx', await docxOf('Lions', 'About lions.')),
    beside('notes.txt', 'About hyenas.'),
  ];
  const report = await ingest.addFiles(ports, files, folder(), { now: 1 });
  expect(report.skipped).toEqual([]);
  expect(report.items.map(({ source, id, notes }) => [source, id, notes])).toEqual([
    ['guide.md', 'guide', ['scripts and hidden text were left out']],
    ['page.html', 'page', ['scripts were left out']],
    ['report.pdf', 'report', undefined],
    ['study.docx', 'study', undefined],
    ['notes.txt', 'notes', undefined],
  ]);
  for (const [word, id] of [
    ['zebra', 'guide'],
    ['giraffe', 'page'],
    ['numbat', 'report'],
    ['lion', 'study'],
    ['hyena', 'notes'],
  ] as const) {
    expect((await library.search(word)).map((hit) => hit.item.id)).toEqual([id]);
  }
  const item = await library.get('report');
  expect(item?.pages?.map((start) => [...(item?.body ?? '')].slice(start, start + 9).join(''))).toEqual([
    '# Quokkas',
    '# Numbats',
  ]);
  expect((await library.get('guide'))?.body).toBe('About zebras.');
});

test('what is unchanged need not be sent, what changed is the next version, what is gone is retired and may come back', async () => {
  const [a, b] = [markdown('a.md', 'One.'), beside('b.txt', 'Two.')];
  expect(await addFolder([a, b])).toEqual({ items: ['a 1 added', 'b 1 added'], skipped: [], retired: [] });
  const hashes = [a, b].map(({ name, bytes, side }) => ({
    name,
    bytes: bytesHash(bytes),
    ...(side && { side: bytesHash(side.text) }),
  }));
  expect(await ingest.compare(ports, folder(), hashes)).toMatchObject({
    changed: [],
    unchanged: [{ id: 'a' }, { id: 'b' }],
  });
  const other = { ...folder(), defaults: { kind: 'blog' } };
  expect(await ingest.compare(ports, other, hashes)).toMatchObject({ changed: ['a.md', 'b.txt'] });

  const changed = beside('b.txt', 'Two.', 'topics: [two]\n');
  expect(await addFolder([changed])).toEqual({ items: ['b 2 new_version'], skipped: [], retired: ['a'] });
  expect((await library.list()).map(({ id }) => id)).toEqual(['b']);
  expect(await addFolder([a, changed])).toEqual({
    items: ['a 1 unchanged', 'b 2 unchanged'],
    skipped: [],
    retired: [],
  });
  expect((await library.list()).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('what a person retired stays retired while its file is as it was', async () => {
  const file = markdown('a.md', 'One.');
  await addFolder([file]);
  await library.retire('a', 1);
  const { items } = await ingest.addFiles(ports, [file], folder(), { now: 1 });
  expect(items).toMatchObject([{ outcome: 'unchanged', notes: [expect.stringContaining('retired')] }]);
  expect(await library.list()).toEqual([]);
});

test('what a document says of its approval counts when somebody adds it who may approve, though nothing changed', async () => {
  const file = markdown('a.md', 'One.', 'approvedBy: Ana\n');
  await addFolder([file]);
  expect((await library.get('a'))?.approved).toBe(false);
  const approver: IngestPorts = {
    ...ports,
    mayApprove: true,
    add: (items) => library.add(items, { now: 1, mayApprove: true }),
  };
  const add = async () => (await ingest.addFiles(approver, [file], folder(), { now: 1 })).items;
  expect(await add()).toMatchObject([{ version: 1, outcome: 'unchanged', approved: true }]);
  expect((await library.get('a'))?.approved).toBe(true);
  expect((await add())[0]).not.toHaveProperty('approved');
});

test('a broken file is passed over with its name and reason, and the rest goes on', async () => {
  const pdf = await pdfOf(['Costs\n\nText.']);
  expect(
    await addFolder([
      markdown('good.md', 'Text.'),
      markdown('bad.md', 'Text.', 'language: English\n'),
      beside('cut.pdf', pdf.slice(0, 300)),
      beside('empty.txt', ''),
      beside('deep.html', `<html><body>${'<div>'.repeat(5_000)}x`),
      beside('picture.html', '\x89PNG\0'),
      beside(
        'bomb.md',
        `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n---\nText.`,
      ),
      beside('also-good.html', '<html><body><p>Text.</p></body></html>'),
    ]),
  ).toEqual({
    items: ['good 1 added', 'also-good 1 added'],
    skipped: [
      'bad.md content.invalid',
      'cut.pdf content.damaged',
      'empty.txt content.empty',
      'deep.html content.too_complex',
      'picture.html content.format',
      'bomb.md content.invalid',
    ],
    retired: [],
  });
});

test('what the library refuses of many does not keep the others out', async () => {
  const refusing = {
    ...ports,
    add: (items: readonly unknown[]) =>
      library.add(
        items.map((item) =>
          (item as { id: string }).id === 'c' ? { ...(item as object), kind: 'poem' } : item,
        ),
        { now: 1, mayApprove: false },
      ),
  };
  const files = ['a', 'b', 'c', 'd', 'e'].map((id) => markdown(`${id}.md`, 'Text.'));
  const report = await ingest.addFiles(refusing, files, folder(), { now: 1 });
  expect(report.items.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e']);
  expect(report.skipped).toMatchObject([{ source: 'c.md', code: 'content.invalid' }]);
});

test('two files of one name get ids by their folders; one id said twice, or of another collection, is refused', async () => {
  expect(
    await addFolder([
      markdown('guide.md', 'A'),
      markdown('health/guide.md', 'B'),
      markdown('health/index.md', 'C'),
      markdown('other.md', 'D', 'id: guide\n'),
    ]),
  ).toEqual({
    items: ['guide 1 added', 'health-guide 1 added', 'health 1 added'],
    skipped: ['other.md content.id_taken'],
    retired: [],
  });
  expect(
    await addFolder([markdown('guide.md', 'E'), markdown('x.md', 'F', 'id: health\n')], 'second'),
  ).toEqual({
    items: ['health 2 new_version'],
    skipped: ['guide.md content.id_taken'],
    retired: [],
  });
  // Another file makes the item now, so it stays when the first is gone.
  expect(await addFolder([markdown('moved/guide.md', 'A')])).toEqual({
    items: ['guide 2 new_version'],
    skipped: [],
    retired: ['health-guide'],
  });
});

test('a folder that reads as empty retires nothing', async () => {
  await addFolder([markdown('a.md', 'One.')]);
  await expect(addFolder([])).rejects.toMatchObject({ code: 'collection.empty' });
  expect(await library.count()).toBe(1);
});

test('another folder of the same name is not taken for a later state of the first', async () => {
  await addFolder([markdown('a.md', 'One.')]);
  const other = [{ name: 'b.md', bytes: bytesHash('x') }];
  await expect(ingest.compare(ports, { name: 'content', isGuessed: true }, other)).rejects.toMatchObject({
    code: 'collection.other',
  });
  expect(await ingest.compare(ports, { name: 'content' }, other)).toMatchObject({ changed: ['b.md'] });
});

test('a run that is stopped keeps what it has added and retires nothing', async () => {
  const stop = new AbortController();
  const files = Array.from({ length: 30 }, (_, n) => markdown(`f${n}.md`, 'Text.'));
  const progress = ({ done }: { done: number }) => done === 25 && stop.abort(new Error('stopped'));
  const run = ingest.addFiles(ports, files, folder(), { now: 1, progress, signal: stop.signal });
  await expect(run).rejects.toThrow('stopped');
  expect(await library.count()).toBe(20);
});

test('a field that a person set stays when the file changes; one that the file says no more goes', async () => {
  const suggesting: IngestPorts = {
    ...ports,
    suggest: async () => ({ kind: 'blog', topics: ['guess'], summary: 'A guess.' }),
  };
  const said = (more: string, text = 'Text.'): GivenSource[] => [
    { name: 'a.md', bytes: bytes(`---\ntitle: A\nstages: [awareness]\n${more}---\n${text}`) },
  ];
  const add = (files: GivenSource[]) => ingest.addFiles(suggesting, files, folder(), { now: 1 });
  const [first] = (await add(said('industries: [retail]\ntopics: [said]\n'))).items;
  expect(first?.suggested).toEqual(['kind', 'summary']);
  const {
    version: _v,
    hash: _h,
    approved: _a,
    retired: _r,
    demo: _d,
    createdAt: _c,
    ...item
  } = (await library.get('a')) as never as Record<string, unknown>;
  await library.add([{ ...item, kind: 'guide', owner: 'Mara', suggested: ['summary'] }], {
    now: 1,
    mayApprove: false,
  });
  await add(said('', 'Other text.'));
  expect(await library.get('a')).toMatchObject({
    version: 3,
    kind: 'guide',
    owner: 'Mara',
    industries: [],
    topics: ['guess'],
    suggested: ['summary', 'topics'],
    body: 'Other text.',
  });
});

let site: Record<string, string | ((answer: ServerResponse) => void)>;
const server = createServer((request, answer) => {
  const page = site[request.url as string];
  if (page === undefined) answer.writeHead(404).end();
  else if (typeof page === 'string') answer.end(page);
  else page(answer);
});
let at: string;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
const page = (text: string) => `---\n${front(text)}---\nAbout ${text}.`;
const urlset = (...urls: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`;

test('a field that a person sets while a model reads the changed file is not lost', async () => {
  let meanwhile = async () => {};
  const suggesting: IngestPorts = {
    ...ports,
    suggest: async () => {
      await meanwhile();
      return { kind: 'blog', summary: 'A guess.' };
    },
  };
  const add = (text: string) =>
    ingest.addFiles(
      suggesting,
      [{ name: 'a.md', bytes: bytes(`---\ntitle: A\nstages: [awareness]\n---\n${text}`) }],
      folder(),
      { now: 1 },
    );
  await add('Text.');
  meanwhile = async () => void (await library.set('a', { fields: { kind: 'guide' }, confirm: [] }, 1));
  await add('Other text.');
  const { kind, version, suggested } = (await library.get('a')) as never as Record<string, unknown>;
  expect({ kind, version, suggested }).toEqual({ kind: 'guide', version: 3, suggested: ['summary'] });
});

test('a sitemap’s pages are added; one that it names no more is retired, one that fails is not', async () => {
  site = {
    '/sitemap.xml': `<sitemapindex><sitemap><loc>${at}/posts.xml.gz</loc></sitemap></sitemapindex>`,
    '/posts.xml.gz': (answer) =>
      answer.end(
        gzipSync(urlset(`${at}/one`, `${at}/blog/two.html`, `${at}/gone`, 'http://elsewhere.example/x')),
      ),
    '/one': page('zebras'),
    '/blog/two.html': page('giraffes'),
    '/gone': page('quokkas'),
  };
  const add = () => ingest.addSitemap(ports, `${at}/sitemap.xml`, {}, { now: 1 });
  const first = await add();
  expect(first.items.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['one', 'added'],
    ['two', 'added'],
    ['gone', 'added'],
  ]);
  expect(first.notes).toEqual(['1 address of another host was passed over']);
  expect((await library.get('one'))?.source).toBe(`${at}/one`);

  site['/posts.xml.gz'] = (answer) => answer.end(gzipSync(urlset(`${at}/one`, `${at}/blog/two.html`)));
  delete site['/one'];
  const second = await add();
  expect(second.skipped).toMatchObject([{ source: `${at}/one`, code: 'url.status' }]);
  expect([second.items.map(({ outcome }) => outcome), second.retired]).toEqual([
    ['unchanged'],
    [{ source: `${at}/gone`, id: 'gone' }],
  ]);

  delete site['/posts.xml.gz'];
  await expect(add()).rejects.toMatchObject({ code: 'url.status' });
  expect((await library.list()).map(({ id }) => id)).toEqual(['one', 'two']);
});

test.each([
  ['entities', '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', 'content.xml'],
  ['a page', '<html><body>Not found</body></html>', 'content.sitemap'],
  [
    'too many pages',
    urlset(...Array.from({ length: 5_001 }, (_, n) => `http://127.0.0.1/${n}`)),
    'content.sitemap',
  ],
])('a sitemap that is %s is refused', async (_, xml, code) => {
  site = { '/sitemap.xml': xml.replaceAll('http://127.0.0.1/', `${at}/`) };
  await expect(ingest.addSitemap(ports, `${at}/sitemap.xml`, {}, { now: 1 })).rejects.toMatchObject({ code });
});

test('without leave, addresses of this machine are refused, page by page', async () => {
  const careful = createIngest({ db, allowPrivate: false });
  const { skipped } = await careful.addPages(
    ports,
    [`${at}/one`, 'http://[::1]/', 'http://169.254.169.254/'],
    { name: '(pages)' },
    { now: 1 },
  );
  expect(skipped.map(({ code }) => code)).toEqual(['url.private', 'url.private', 'url.private']);
});
