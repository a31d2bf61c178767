import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMailWriter } from '../integrations/email/mailbox.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  cookie = (await server.signIn('approver')).cookie;
});

const get = (path: string) => fetch(server.url + path, { headers: { cookie }, redirect: 'manual' });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, ...headers },
    body: new URLSearchParams(fields),
  });

describe('the chat page', () => {
  it('works as a form: the answer stands on the page, with the change to review', async () => {
    expect(await (await get('/')).text()).toContain('What shall we grow?');
    const asked = await post('/chat', { text: 'give 25 points for a pricing page visit' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/#latest']);
    const [change] = await server.installation.changes.list();
    const page = await (await get('/')).text();
    expect(page).toContain('give 25 points for a pricing page visit');
    expect(page).toContain(`href="/changes/${change?.id}"`);
    expect(change).toMatchObject({ via: 'console', author: { role: 'approver' } });
  });

  it('gives the script the answer alone', async () => {
    const fragment = await (
      await post('/chat', { text: 'what can you do?' }, { 'x-fragment': 'yes' })
    ).text();
    expect(fragment).toMatch(/^<article class="answer">/);
    expect(fragment).not.toContain('<html');
  });

  it('shows what was said as text, whatever it contains', async () => {
    await post('/chat', { text: '<img src=x onerror=alert(1)>' });
    const page = await (await get('/')).text();
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img src=x');
  });

  it('begins anew when asked to, and keeps what was said', async () => {
    const count = () => server.installation.db.query('select 1 from messages');
    const before = (await count()).length;
    await post('/chat/new', {});
    expect(await (await get('/')).text()).toContain('What shall we grow?');
    expect((await count()).length).toBe(before);
    expect(before).toBeGreaterThan(0);
  });
});

describe('the page of a change', () => {
  it('shows what it does, and settles it in the name of the person', async () => {
    const [change] = await server.installation.changes.list({ status: 'proposed' });
    const path = `/changes/${change?.id}`;
    expect(await (await get('/changes')).text()).toContain(path);
    const page = await (await get(path)).text();
    expect(page).toContain('Approve and activate');
    expect(page).toContain('+25');
    const rejected = await post(`${path}/reject`, { reason: 'too <b>many</b> points' });
    expect(rejected.status).toBe(303);
    const after = await (await get(path)).text();
    expect(after).toContain('rejected by approver');
    expect(after).toContain('too &lt;b&gt;many&lt;/b&gt; points');
    expect(after).not.toContain('Approve and activate');
  });

  it('that does not exist is a page that says so', async () => {
    const response = await get(`/changes/${randomUUID()}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no change');
  });
});

describe('the mailbox', () => {
  it('shows an email in a frame that can run and load nothing', async () => {
    const { library, db } = server.installation;
    const item = {
      id: 'hello',
      title: 'Hello',
      kind: 'email',
      stages: ['awareness'],
      summary: 'A greeting.',
      subject: 'Hello {{ lead.first_name | default: "you" }}',
      cta: { label: 'Read', url: 'https://www.example.com/' },
      body: 'Good day.\n\n[cta]\n',
      approvedBy: 'Ada',
    };
    const [added] = await library.add([item], { mayApprove: true, now: Date.now() });
    await createMailWriter(db)({
      leadId: randomUUID(),
      effect: '1:0',
      sender: 'Example <hello@company.example>',
      recipient: 'bo@lead.example',
      subject: 'Hello <Bo>',
      item: 'hello',
      version: added?.version ?? 0,
      variables: {
        lead: { first_name: 'Bo' },
        account: {},
        sender: { name: 'Example', email: 'hello@company.example', postalAddress: 'Example Street 1' },
      },
      sentAt: Date.now(),
      demo: false,
    });
    const list = await (await get('/mailbox')).text();
    expect(list).toContain('Hello &lt;Bo&gt;');
    const path = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? '';
    const page = await (await get(path)).text();
    expect(page).toMatch(
      /<iframe src="[^"]+\/body"[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    );
    const body = await get(`${path}/body`);
    expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/);
    expect(body.headers.get('content-security-policy')).not.toContain('script');
    const html = await body.text();
    expect(html).toContain('Good day.');
    expect(html).toContain('<base target="_blank">');
    expect(html).not.toContain('/t/o/');
  });
});

describe('the library', () => {
  const item = (more: Record<string, unknown>) => ({
    id: 'trail',
    title: 'Trails <b>that</b> last',
    kind: 'guide',
    stages: ['decision'],
    industries: ['healthcare'],
    summary: 'What a trail must hold.',
    cta: { label: 'Read', url: 'https://company.example/trail' },
    body: '# Trails\n\nKeep it [seven](https://evil.example/?d=1) years ![x](https://evil.example/p.png).\n\n## Why\n\n<img src=x onerror=alert(1)> Examiners ask.',
    ...more,
  });
  beforeAll(async () => {
    const { library, clock } = server.installation;
    await library.add([item({})], { mayApprove: true, now: clock() });
    await library.add(
      [item({ approvedBy: 'Ada', title: 'Trails' }), item({ id: 'other', stages: ['awareness'] })],
      { mayApprove: true, now: clock() },
    );
  });

  it('lists what is asked for, and finds the passage that says it', async () => {
    const all = await (await get('/library')).text();
    expect(all).toContain('href="/library/trail"');
    expect(all).toContain('Trails &lt;b&gt;that&lt;/b&gt; last');
    const some = await (
      await get('/library?stage=decision&kind=guide&industry=healthcare&state=approved')
    ).text();
    expect(some).toContain('href="/library/trail"');
    expect(some).not.toContain('href="/library/other"');
    const found = await (await get('/library?q=why+examiners&stage=decision')).text();
    expect(found).toMatch(/href="\/library\/trail\?version=2#\d+-\d+"/);
    expect(found).not.toContain('<img src=x');
    expect(await (await get('/library?q=unheardof')).text()).toContain('says nothing about that');
  });

  it('shows a version, with an anchor for each passage and no link or image of the document', async () => {
    const found = await (await get('/library?q=why+examiners&stage=decision')).text();
    const [, anchor] = /trail\?version=2#(\d+-\d+)"/.exec(found) ?? [];
    const page = await (await get('/library/trail?version=2')).text();
    expect(page).toContain(`id="${anchor}"`);
    expect(page).toContain('approved');
    expect(page).toContain('Keep it seven years x.');
    expect(page).not.toMatch(/(?:href|src)="https?:\/\/evil/);
    expect(page).not.toContain('<img src=x');
    const [, first] = (await (await get('/library/trail?version=1')).text()).split('<h1>');
    expect(first).toContain('Trails &lt;b&gt;that&lt;/b&gt; last</h1>');
    expect(first).toContain('not the newest');
    expect((await get('/library/trail')).status).toBe(200);
    expect((await get('/library/nothing')).status).toBe(404);
    expect((await get('/library/trail?version=7')).status).toBe(404);
  });

  it('says what is missing in front of how many leads, with a picture of it in words too', async () => {
    const { engine } = server.installation;
    const event = { messageId: 'c', source: 'test', userId: 'c', name: 'identify', properties: {} };
    const account = { id: 'clinic', fields: { industry: '<b>care', company_size: 'smb' } };
    await engine.ingest([{ ...event, occurredAt: Date.now(), traits: { first_name: 'Ada' }, account }]);
    const page = await (await get('/library/coverage?by=industry')).text();
    expect(page).toContain('>No awareness-stage webinar at all: ');
    expect(page).toContain('alt="Heat map. Content by stage and kind, by industry.');
    expect(page).not.toContain('<b>care');
    const drawn = await get('/library/coverage/chart.png?by=industry&width=360&dark=true');
    expect(drawn.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await drawn.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await get('/api/library/coverage?by=shoes')).status).toBe(400);
    const asked = await get('/api/library/recommend?where=industry+%3D+%22fintech%22&limit=3');
    expect(await asked.json()).toMatchObject({ audience: 'fintech' });
  });
});

it('an answer leads from its citations to the passage, now and later, and the item says that it was cited', async () => {
  await server.installation.library.add(
    [
      {
        id: 'retention',
        title: 'Retention',
        kind: 'guide',
        stages: ['decision'],
        summary: 'How long.',
        body: '# Retention\n\n## Records\n\nA ledger of decisions is kept for seven years.',
      },
    ],
    { mayApprove: true, now: server.installation.clock() },
  );
  expect(await (await get('/library/retention')).text()).toContain('No answer has cited it yet');
  const asked = await post(
    '/chat',
    { text: 'what do we have about a ledger of decisions?' },
    { 'x-fragment': 'yes' },
  );
  const link = /\[1\] <a href="(\/library\/retention\?version=1#\d+-\d+)">Retention › Records<\/a>/;
  const [, href] = link.exec(await asked.text()) ?? [];
  const later = await (await get('/')).text();
  expect(later).toMatch(link);
  expect(later).toContain(`<a class="cite" href="${href}" title="Retention › Records">[1]</a>`);
  const page = await (await get('/library/retention')).text();
  expect(page).toContain(`href="${href}"`);
  expect(page).toContain('in 1 answer<');
  expect(page).toContain(`id="${href?.split('#')[1]}"`);
});

it('every static file of the console is there', async () => {
  const page = await (await get('/notifications')).text();
  const files = [...page.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1]);
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) expect([file, (await fetch(server.url + file)).status]).toEqual([file, 200]);
});

describe('a halt', () => {
  const halted = /<aside class="halts".*?<\/aside>/s;
  it('is told on every page while it stands: what, by whom, since when, why, and how to resume', async () => {
    const paths = ['/', '/changes', '/mailbox', '/notifications'];
    for (const path of paths) expect(await (await get(path)).text()).not.toMatch(halted);
    const { person } = await server.signIn('marketer');
    await server.installation.engine.halt('*', person.id, 'a <wrong> link');
    for (const path of paths) {
      const [banner = ''] = halted.exec(await (await get(path)).text()) ?? [];
      expect([path, banner]).toEqual([path, expect.stringContaining('All sending is halted')]);
      expect(banner).toMatch(/by marketer since <time datetime="\d{4}-.*a &lt;wrong&gt; link/s);
    }
    expect(await (await get('/')).text()).toContain(
      'Nothing but a halt changes before a person approves it.',
    );
    const fragment = await post('/chat', { text: 'what can you do?' }, { 'x-fragment': 'yes' });
    expect(await fragment.text()).toMatch(halted);
    await post('/chat', { text: 'resume all sending' });
    const [change] = await server.installation.changes.list({ status: 'proposed' });
    expect(change?.edits).toEqual([{ op: 'remove', path: 'halts/*' }]);
    expect(await (await get(`/changes/${change?.id}`)).text()).toMatch(halted);
    const { editHash = '', planHash = '' } = change ?? {};
    await post(`/changes/${change?.id}/approve`, { editHash, planHash });
    expect(await (await get('/')).text()).not.toMatch(halted);
  });
});
