import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../engine/runtime/changes/types.ts';
import { bytesHash } from '../knowledge/ingest/source-hash.ts';
import { docxOf, pdfOf } from '../knowledge/ingest/testing/documents.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
const cookies = {} as Record<Role, string>;
const site: Record<string, string> = {};
const web = createServer((request, answer) => {
  const page = site[request.url as string];
  answer.writeHead(page === undefined ? 404 : 200).end(page);
});
let at: string;
beforeAll(async () => {
  server = await startServer();
  for (const role of ['viewer', 'marketer', 'approver'] as const) {
    cookies[role] = (await server.signIn(role)).cookie;
  }
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
afterAll(() => void web.close());

const ask = (role: Role, path: string, body: unknown, accept = 'application/json') =>
  fetch(`${server.url}/api/library${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, cookie: cookies[role] },
    body: JSON.stringify(body),
  });
const answer = async (...asked: Parameters<typeof ask>) => {
  const response = await ask(...asked);
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
};
const text = 'Five signs that your approvals need a plan\n\nNobody knows who signs next.';
const front = `---\ntitle: Costs\nkind: guide\nstages: [awareness]\nsummary: What they are.\ncta: { label: Read, url: https://a.example }\napprovedBy: Ana\n---\n`;

it('a folder by HTTP: what must be sent, how far it is, what became of it, and what is gone', async () => {
  const docx = Buffer.from(await docxOf('Costs of quokkas', 'Cases that come back are paid for twice.'));
  const pdf = Buffer.from(await pdfOf(['Numbats\n\nNobody counts them.']));
  const collection = { name: 'content', kind: 'folder' };
  const files = [
    { name: 'costs.docx', base64: docx.toString('base64') },
    { name: 'numbats.pdf', base64: pdf.toString('base64') },
    { name: 'signs.txt', text },
    { name: 'bad.md', text: '---\ntitle: [\n---\nText.' },
  ];
  const hashes = [
    { name: 'costs.docx', bytes: bytesHash(docx) },
    { name: 'signs.txt', bytes: bytesHash(text) },
  ];
  const compare = () => answer('marketer', '/collections/changed', { collection: 'content', files: hashes });
  expect(await compare()).toMatchObject({ changed: ['costs.docx', 'signs.txt'], unchanged: [] });

  const streamed = await ask('marketer', '', { collection, files }, 'application/x-ndjson');
  const lines = (await streamed.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.slice(0, -1)).toEqual(
    files.map(({ name }, n) => ({ progress: { done: n + 1, of: 4, source: name } })),
  );
  expect(lines.at(-1)).toMatchObject({
    report: {
      items: [
        { id: 'costs', outcome: 'added', suggested: expect.arrayContaining(['kind', 'title']) },
        { id: 'numbats', outcome: 'added' },
        { id: 'signs', outcome: 'added' },
      ],
      skipped: [{ source: 'bad.md', code: 'content.invalid' }],
    },
  });
  expect(await compare()).toMatchObject({
    changed: [],
    unchanged: [{ id: 'costs', version: 1 }, { id: 'signs' }],
  });

  const close = { collection: 'content', present: ['numbats.pdf', 'signs.txt', 'bad.md'] };
  expect(await answer('marketer', '/collections/close', close)).toMatchObject({
    retired: [{ source: 'costs.docx', id: 'costs' }],
  });
  const { library } = server.installation;
  expect([await library.search('quokkas'), (await library.get('costs'))?.retired]).toEqual([[], true]);
  const listed = await fetch(`${server.url}/api/library/collections`, {
    headers: { cookie: cookies.viewer },
  });
  expect(await listed.json()).toMatchObject({
    collections: [{ name: 'content', kind: 'folder', sources: 2, readAt: expect.any(Number) }],
  });
});

it('a document whose fields are whole is taken at its word, and approved only by who may', async () => {
  const files = [{ name: 'costs-guide.md', text: `${front}Text.` }];
  const added = await answer('marketer', '', { files });
  expect(added).toMatchObject({
    status: 201,
    items: [{ id: 'costs-guide', approved: false, note: expect.any(String) }],
  });
  expect(added).not.toHaveProperty('items.0.suggested');
  expect(await answer('approver', '', { files })).toMatchObject({
    items: [{ outcome: 'unchanged', approved: true }],
  });
});

it('where nothing could be added that is an error, with every fault', async () => {
  const bad = { name: 'bad.md', text: `${front.replace('guide', 'poem')}Text.` };
  expect(await answer('marketer', '', { files: [bad] })).toMatchObject({
    status: 400,
    error: {
      code: 'content.invalid',
      faults: [{ path: 'bad.md/kind', line: 3 }],
    },
  });
  const picture = { name: 'a.pdf', base64: Buffer.from('\x89PNG\r\n', 'latin1').toString('base64') };
  expect(await answer('marketer', '', { files: [picture] })).toMatchObject({
    status: 400,
    error: { code: 'content.format' },
  });
});

it('nobody is sent to an address inside, whoever asks, and a viewer adds nothing', async () => {
  site['/page'] = '<html><body>Inside.</body></html>';
  site['/sitemap.xml'] = `<urlset><url><loc>${at}/page</loc></url></urlset>`;
  for (const role of ['marketer', 'approver'] as const) {
    expect(await answer(role, '/pages', { urls: [`${at}/page`, 'http://localhost/x'] })).toMatchObject({
      status: 400,
      error: { faults: [{ code: 'url.private' }, { code: 'url.private' }] },
    });
    expect(await answer(role, '/sitemap', { url: `${at}/sitemap.xml` })).toMatchObject({
      error: { code: 'url.private' },
    });
  }
  for (const [path, body] of [
    ['', { files: [{ name: 'a.txt', text }] }],
    ['/pages', { urls: ['https://a.example'] }],
    ['/sitemap', { url: 'https://a.example/sitemap.xml' }],
    ['/collections/close', { collection: 'content', present: ['x'] }],
  ] as const) {
    expect((await ask('viewer', path, body)).status).toBe(403);
  }
});
