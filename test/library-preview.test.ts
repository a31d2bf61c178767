import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { T0 } from './runtime-world.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

/** Any version of an item is shown as a lead would get it: over HTTP, in the console and on the command line. */
const item = {
  id: 'hello',
  title: 'Hello',
  kind: 'email',
  stages: ['awareness'],
  summary: 'A greeting.',
  subject: 'Hello {{ lead.first_name | default: "you" }}',
  cta: { label: 'Read', url: 'https://www.example.com/read' },
  body: '{% if account.industry == "healthcare" %}For wards.{% else %}For all.{% endif %}\n\n[cta]',
};
let server: TestServer;
let cookie: string;
const get = (path: string) => fetch(server.url + path, { headers: { cookie } });
const getJson = async (path: string) => (await (await get(path)).json()) as { words: string[] };

beforeAll(async () => {
  server = await startServer();
  ({ cookie } = await server.signIn('viewer'));
  const { engine, library } = server.installation;
  const traits = { email: 'jane@lead.example', first_name: 'Jane <b>' };
  await engine.ingest([
    {
      source: 'test',
      messageId: '1',
      name: 'identify',
      occurredAt: T0,
      userId: 'jane',
      email: traits.email,
      traits,
      properties: {},
    },
  ]);
  await library.add([item], { mayApprove: true, now: T0 });
  await library.add([{ ...item, subject: 'Second for {{ lead.first_name | default: "you" }}' }], {
    mayApprove: true,
    now: T0,
  });
});

it('shows an unapproved item for a lead and for somebody made up, in every version', async () => {
  const jane = await getJson('/api/library/hello/preview?as=jane@lead.example');
  expect(jane).toMatchObject({
    item: { id: 'hello', version: 2, approved: false },
    subject: 'Second for Jane <b>',
    words: ['Block: else of {% if account.industry == "healthcare" %}, line 1'],
  });
  const ward = await getJson('/api/library/hello/preview?version=1&with=industry=healthcare');
  expect(ward).toMatchObject({
    subject: 'Hello you',
    text: expect.stringMatching(/^For wards\.\n\nRead:\n/),
  });
  expect(ward.words[1]).toBe('Fall-back: lead.first_name is empty, "you" stands for it, the subject');
  for (const wrong of [
    'as=nobody@lead.example',
    'with=budget=5',
    'as=jane@lead.example&with=role=x',
    'version=0',
  ]) {
    expect((await get(`/api/library/hello/preview?${wrong}`)).ok, wrong).toBe(false);
  }
});

it('shows it in the console in a frame that can run and load nothing, and keeps the form when it cannot', async () => {
  expect(await (await get('/library/hello')).text()).toContain('action="/library/hello/preview"');
  const page = await (await get('/library/hello/preview?as=jane%40lead.example')).text();
  expect(page).toContain('Second for Jane &lt;b&gt;</h1>');
  expect(page).toContain('a draft: nothing sends it');
  const [, source, sandbox] = /<iframe src="([^"]+)"[^>]* sandbox="([^"]+)"/.exec(page) ?? [];
  expect(sandbox).toBe('allow-popups allow-popups-to-escape-sandbox');
  const body = await get((source ?? '').replaceAll('&amp;', '&'));
  expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/);
  expect(await body.text()).toContain('For all.');
  const missing = await get('/library/hello/preview?as=nobody%40lead.example');
  expect(missing.status).toBe(422);
  expect(await missing.text()).toMatch(
    /There is no lead nobody@lead\.example.*<form|<form[\s\S]*There is no lead/,
  );
  expect((await get('/library/nothing/preview')).status).toBe(404);
});

it('shows it on the command line, and writes the page to a file', async () => {
  const args = ['library', 'preview', 'hello@1', '--with', 'industry=healthcare', '--html', 'out.html'];
  const ran = await runCli({ ...server.env, INIT_CWD: server.home }, args);
  expect(ran).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('hello version 1, a draft: nothing sends it'),
  });
  expect(ran.stdout).toContain('Block: account.industry == "healthcare", line 1');
  expect(ran.stdout).toContain('Subject: Hello you\n\nFor wards.');
  expect(readFileSync(join(server.home, 'out.html'), 'utf8')).toContain('For wards.');
});
