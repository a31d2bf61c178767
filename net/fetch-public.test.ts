import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

/** The only address that is public here is the one this test can serve from. */
vi.mock('./addresses.ts', () => ({ isPublicAddress: (address: string) => address === '127.0.0.1' }));
vi.mock('node:dns', () => ({
  lookup: (name: string, _options: unknown, done: (error: null, addresses: object[]) => void) =>
    done(null, [{ address: name === 'open.example' ? '127.0.0.1' : '10.0.0.8', family: 4 }]),
}));
const { fetchPublic } = await import('./fetch-public.ts');

const asked: string[] = [];
const redirect = (to: string) => (answer: ServerResponse) => answer.writeHead(302, { location: to }).end();
const packed = (encoding: string, bytes: Uint8Array) => (answer: ServerResponse) =>
  answer.writeHead(200, { 'content-encoding': encoding }).end(bytes);
const megabytes = Buffer.alloc(4 * 1024 * 1024);
const routes: Record<string, (answer: ServerResponse) => void> = {
  '/page': (answer) => answer.writeHead(200, { 'content-type': 'Text/HTML; charset=utf-8' }).end('hello'),
  '/to-page': redirect('page'),
  '/to-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
  '/to-loopback': redirect('http://[::1]/'),
  '/to-inside': redirect('http://inside.example/'),
  '/to-file': redirect('file:///etc/passwd'),
  '/to-secret': redirect('http://me:word@open.example/'),
  '/round': redirect('/round'),
  '/large': (answer) => answer.end(megabytes),
  '/bomb': packed('gzip', gzipSync(megabytes)),
  '/packed': packed('br', brotliCompressSync('hello')),
  '/odd': packed('zstd', Buffer.from('hello')),
  '/silent': () => {},
  '/slow': (answer) => void answer.write('begun'),
};
const server = createServer((request, answer) => {
  asked.push(request.url as string);
  const route = routes[request.url as string];
  if (route) route(answer);
  else answer.writeHead(404).end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, timeoutMs = 2_000) =>
  fetchPublic(
    path.startsWith('/') ? `http://open.example:${(server.address() as AddressInfo).port}${path}` : path,
    { maxBytes: 1024 * 1024, timeoutMs, allowPrivate: false, setting: 'TRELLIS_LIBRARY_PRIVATE' },
  );

test('a page is got with where it was found and its type, also through a redirect and unpacked', async () => {
  const page = await get('/to-page');
  expect(new URL(page.url).pathname).toBe('/page');
  expect([page.type, Buffer.from(page.bytes).toString()]).toEqual(['text/html', 'hello']);
  expect(Buffer.from((await get('/packed')).bytes).toString()).toBe('hello');
});

test.each([
  ['/to-metadata', 'url.private'],
  ['/to-loopback', 'url.private'],
  ['/to-inside', 'url.private'],
  ['/to-file', 'url.invalid'],
  ['/to-secret', 'url.invalid'],
  ['/round', 'url.redirects'],
  ['/large', 'url.too_large'],
  ['/bomb', 'url.too_large'],
  ['/odd', 'url.status'],
  ['/nowhere', 'url.status'],
  ['http://inside.example/', 'url.private'],
  ['http://10.0.0.8/', 'url.private'],
  ['http://0x7f000002/', 'url.private'],
  ['ftp://open.example/', 'url.invalid'],
  ['javascript:alert(1)', 'url.invalid'],
])('%s is refused as %s', async (path, code) => {
  await expect(get(path)).rejects.toMatchObject({ code });
});

test('who does not answer, or not to the end, is not waited for', async () => {
  await expect(get('/silent', 60)).rejects.toMatchObject({ code: 'url.timed_out' });
  await expect(get('/slow', 60)).rejects.toMatchObject({ code: 'url.timed_out' });
});

test('no more is asked than the few redirects need', async () => {
  asked.length = 0;
  await expect(get('/round')).rejects.toMatchObject({ code: 'url.redirects' });
  expect(asked).toHaveLength(6);
});
