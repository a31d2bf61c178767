import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { laneOfLead } from '../db/lanes.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { createLoginToken, linkMs } from '../server/auth/login-links.ts';
import { clientAddress } from '../server/auth/origin.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

interface Entry {
  n: number;
  action: string;
  by: string | null;
  via: string;
  address: string;
  agent: string;
  details: Record<string, unknown>;
}
type Headers = Record<string, string>;

let server: TestServer;
let program: Headers;
let terminal: Headers;
let adminId: string;
beforeAll(async () => {
  server = await startServer({ TRELLIS_PROXIES: '1' });
  const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  program = { authorization: `Bearer ${owner.token}` };
  terminal = {
    ...program,
    'x-trellis-terminal': readFileSync(join(server.home, 'terminal.key'), 'utf8').trim(),
  };
  adminId = server.installation.localAdmin.id;
});

const send = (method: string, path: string, headers: Headers, body?: unknown) =>
  fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
async function ok(method: string, path: string, headers: Headers, body?: unknown) {
  const response = await send(method, path, headers, body);
  expect([path, response.status < 400 ? 'ok' : await response.text()]).toEqual([path, 'ok']);
  return response;
}
const entries = () => server.installation.db.query<Entry>('select * from audit order by n');
/** What `act` leaves in the log. */
async function recorded(act: () => Promise<unknown>): Promise<Entry[]> {
  const before = (await entries()).length;
  await act();
  return (await entries()).slice(before);
}
const actions = async (act: () => Promise<unknown>) => (await recorded(act)).map(({ action }) => action);
const only = async (act: () => Promise<unknown>) => {
  const [entry, ...rest] = await recorded(act);
  expect(rest).toEqual([]);
  return entry as Entry;
};

async function lead(email: string): Promise<string> {
  const { engine, clock } = server.installation;
  await engine.ingest([
    {
      messageId: email,
      source: 'test',
      email,
      name: 'identify',
      occurredAt: clock(),
      properties: {},
      traits: { email },
    },
  ]);
  return (await engine.findLead(email)) as string;
}
let zones = 0;
async function propose(headers: Headers = program): Promise<Change> {
  const edits = [
    {
      op: 'put',
      path: 'policies/timeZone',
      value: ['Europe/Oslo', 'Europe/Rome', 'Asia/Tokyo'][zones++ % 3],
    },
  ];
  const response = await ok('POST', '/api/changes', headers, { title: 'Jane Doe asked for this', edits });
  return (await response.json()) as Change;
}
const hashes = ({ editHash, planHash }: Change) => ({ editHash, planHash });

describe('what is on record', () => {
  it('is the first start: the program, the key, the administrator and the link', async () => {
    expect((await entries()).map(({ action, via }) => [action, via])).toEqual([
      ['person_added', 'system'],
      ['key_made', 'system'],
      ['install', 'system'],
      ['link_made', 'system'],
    ]);
  });

  it('is every step of a change, with its hashes, by whom and by which face', async () => {
    const approver = await server.signIn('approver');
    const change = await propose();
    const filed = (await entries()).at(-1);
    expect(filed).toMatchObject({
      action: 'propose',
      by: adminId,
      via: 'cli',
      agent: 'cli',
      address: 'local',
      details: {
        change: change.id,
        ...hashes(change),
        base: 1,
        risk: change.plan.risk.level,
        tainted: false,
      },
    });
    const settled = await recorded(() =>
      ok('POST', `/api/changes/${change.id}/approve`, { cookie: approver.cookie }, hashes(change)),
    );
    expect(settled).toMatchObject([
      {
        action: 'approve',
        by: approver.person.id,
        via: 'console',
        details: { change: change.id, ...hashes(change) },
      },
      { action: 'apply', by: approver.person.id, details: { change: change.id, version: 2 } },
    ]);
    const [row] = await server.installation.db.query('select hash from programs where version = 2');
    expect(settled[1]?.details.program).toBe((row as { hash: string }).hash);

    const rejected = await propose();
    const path = `/api/changes/${rejected.id}/reject`;
    expect(await only(() => ok('POST', path, terminal, { reason: 'Jane Doe said no' }))).toMatchObject({
      action: 'reject',
      by: adminId,
      details: { change: rejected.id },
    });
    expect(await actions(() => send('POST', path, terminal, { reason: 'again' }))).toEqual([]);
  });

  it('is who signed in, out, and failed to, but not with what', async () => {
    const { db, clock } = server.installation;
    const viewer = await server.signIn('viewer');
    const link = await createLoginToken(db, viewer.person.id, clock());
    const old = await createLoginToken(db, viewer.person.id, clock() - linkMs);
    const { id } = viewer.person;
    const open = (token: string) => only(() => send('GET', `/login/${token}`, {}));
    expect(await open(link)).toMatchObject({ action: 'login', by: id, details: { person: id } });
    expect((await open(link)).details).toEqual({ reason: 'link_used', person: id });
    expect((await open(old)).details).toEqual({ reason: 'link_expired', person: id });
    expect(await open('guessed')).toMatchObject({
      action: 'login_failed',
      by: null,
      details: { reason: 'link_unknown' },
    });
    expect(await actions(() => send('GET', `/login/${link}`, { 'user-agent': 'Slackbot 1.0' }))).toEqual([]);
    const wrong = { ...program, 'x-trellis-terminal': 'wrong' };
    const failed = async (headers: Headers) =>
      (await only(() => send('GET', '/api/program', headers))).details;
    expect(await failed(wrong)).toEqual({ reason: 'bad_terminal_key' });
    expect(await failed({ authorization: 'Bearer wrong' })).toEqual({ reason: 'bad_token' });
    expect(await only(() => send('POST', '/login/out', { cookie: viewer.cookie }))).toMatchObject({
      action: 'logout',
      by: id,
    });
    expect(await actions(() => send('POST', '/login/out', { cookie: viewer.cookie }))).toEqual([]);
  });

  it('is each of the first failures of a minute, and how many there were beyond', async () => {
    const { failedLogins } = server.installation;
    const origin = { via: 'api', address: '203.0.113.9', agent: 'program' } as const;
    const many = await recorded(async () => {
      for (let n = 0; n < 60; n++) await failedLogins.record(origin, 'bad_token');
    });
    expect(many.length).toBeLessThanOrEqual(20);
    expect(many.every(({ address }) => address === '203.0.113.9')).toBe(true);
  });

  it('is who may do what: people, roles, links, keys, webhooks', async () => {
    const email = 'jane.doe@people.example';
    const save = (role: string) => ok('POST', '/api/people', terminal, { name: 'Jane Doe', email, role });
    const added = await only(() => save('viewer'));
    expect(added).toMatchObject({ action: 'person_added', by: adminId, details: { role: 'viewer' } });
    const { person } = added.details;
    expect((await only(() => save('admin'))).details).toEqual({
      person,
      from: 'viewer',
      to: 'admin',
      signedOut: true,
    });
    expect(await actions(() => save('admin'))).toEqual([]);
    expect(await only(() => ok('POST', `/api/people/${email}/link`, terminal, {}))).toMatchObject({
      action: 'link_made',
      details: { person },
    });
    expect(await actions(() => ok('POST', '/api/keys', program, { source: 'shop' }))).toEqual(['key_made']);
    expect(await actions(() => send('POST', '/api/keys', program, { source: 'shop' }))).toEqual([]);
    expect(await actions(() => ok('DELETE', '/api/keys/shop', program))).toEqual(['key_revoked']);
    const hook = { id: 'bot', url: 'https://hooks.example.com/jane?token=secret' };
    expect(await actions(() => ok('POST', '/api/webhooks', terminal, hook))).toEqual(['webhook_added']);
    expect(await actions(() => ok('DELETE', '/api/webhooks/bot', terminal))).toEqual(['webhook_removed']);
  });

  it('is what was done with leads: by id, before and after they are erased', async () => {
    const [one, two] = [await lead('one@lead.example'), await lead('two@lead.example')];
    expect(
      await only(() => ok('GET', `/api/leads/${one}/export`, program).then((r) => r.text())),
    ).toMatchObject({
      action: 'export',
      details: { lead: one },
    });
    expect(await only(() => ok('POST', `/api/leads/${two}/merge`, program, { into: one }))).toMatchObject({
      action: 'merge',
      details: { lead: two, into: one },
    });
    const said = { who: 'one@lead.example', reason: 'asked by Jane' };
    expect(await only(() => ok('POST', '/api/suppressions', program, said))).toMatchObject({
      action: 'suppress',
      details: { lead: one },
    });
    expect(await actions(() => ok('DELETE', '/api/suppressions/one@lead.example', terminal))).toEqual([
      'lift_suppression',
    ]);
    expect(await only(() => ok('POST', `/api/leads/${one}/erase`, program, { confirm: one }))).toMatchObject({
      action: 'erase',
      by: adminId,
      details: { lead: one, merged: 1, reason: 'request' },
    });
    const records = [{ line: 1, record: { email: 'three@lead.example' } }];
    const batch = { kind: 'leads', source: 'crm', records };
    expect(await actions(() => ok('POST', '/api/import', program, { ...batch, check: true }))).toEqual([]);
    expect((await only(() => ok('POST', '/api/import', program, batch))).details).toEqual({
      kind: 'leads',
      source: 'crm',
      records: 1,
      enrol: false,
    });
  });

  it('is what was sent again, dropped, halted, and let go', async () => {
    const { db } = server.installation;
    const id = await lead('four@lead.example');
    for (const seq of [101, 102])
      await db.query(
        `insert into outbox (lane, lead_id, seq, ordinal, kind, effect, not_before, status)
         values ($1, $2, $3, 0, 'email', '{"kind": "email"}', now(), 'failed')`,
        [laneOfLead(id), id, seq],
      );
    const key = (seq: number) => `${id}:${seq}:0`;
    expect((await only(() => ok('POST', `/api/outbox/${key(101)}/retry`, program, {}))).details).toEqual({
      delivery: key(101),
      mayDuplicate: false,
    });
    expect(await actions(() => ok('POST', `/api/outbox/${key(102)}/drop`, program, {}))).toEqual([
      'outbox_drop',
    ]);
    const halt = { target: '*', reason: 'Jane Doe complained' };
    expect(await only(() => ok('POST', '/api/halt', program, halt))).toMatchObject({
      action: 'halt',
      by: adminId,
      details: { target: '*' },
    });
    expect(await actions(() => ok('POST', '/api/halt', program, halt))).toEqual([]);
    expect(
      (await only(() => ok('POST', '/api/history/snapshots', program, { acceptOlder: true }))).action,
    ).toBe('snapshots');
    expect(await actions(() => ok('DELETE', '/api/demo', terminal))).toEqual([]);
    const { engine, clock } = server.installation;
    const event = {
      messageId: 'd',
      source: 'test',
      email: 'd@demo.example',
      name: 'page_visit',
      occurredAt: clock(),
      properties: {},
    };
    await engine.ingest([event], { demo: true });
    expect(await actions(() => ok('DELETE', '/api/demo', terminal))).toEqual(['install', 'demo_removed']);
  });

  it('holds nothing personal and no secret, whatever was done', async () => {
    const log = JSON.stringify(await entries());
    const people = await server.installation.db.query<{ name: string; email: string }>(
      'select name, email from people',
    );
    const secrets = [
      ...Object.values(terminal).map((value) => value.replace('Bearer ', '')),
      'guessed',
      'token=secret',
    ];
    const words = ['Jane', 'lead.example', 'people.example', ...people.map(({ email }) => email), ...secrets];
    for (const word of words) expect([word, log.includes(word)]).toEqual([word, false]);
  });
});

describe('where a request came from', () => {
  it('is told by the last proxy of ours, not by who asks', async () => {
    const from = (forwarded: string, agent = 'curl/8') =>
      only(() =>
        ok(
          'POST',
          '/api/keys',
          { ...program, 'x-forwarded-for': forwarded, 'x-trellis-via': 'api', 'user-agent': agent },
          {
            source: `s${Math.floor(Math.random() * 1e9)}`,
          },
        ),
      );
    expect(await from('203.0.113.7')).toMatchObject({ address: '203.0.113.7', agent: 'program', via: 'api' });
    expect(await from('198.51.100.1, 203.0.113.7')).toMatchObject({ address: '203.0.113.7' });
    expect(await from('jane@example.com')).toMatchObject({ address: 'local' });
    expect(await from('203.0.113.7', 'Mozilla/5.0 (X11; Linux)')).toMatchObject({ agent: 'browser' });
  });

  it.each([
    [undefined, '203.0.113.7', 0, 'local'],
    ['192.0.2.1', '203.0.113.7', 0, '192.0.2.1'],
    ['192.0.2.1', undefined, 1, '192.0.2.1'],
    ['192.0.2.1', '203.0.113.7', 1, '203.0.113.7'],
    ['192.0.2.1', '1.1.1.1, 203.0.113.7, 192.0.2.2', 2, '203.0.113.7'],
    ['192.0.2.1', '203.0.113.7', 5, '203.0.113.7'],
    ['192.0.2.1', '203.0.113.7:4711', 1, '203.0.113.7'],
    ['192.0.2.1', '[2001:DB8::7]:4711', 1, '2001:db8::7'],
    ['192.0.2.1', 'unknown', 1, '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
    ['::ffff:127.0.0.1', undefined, 0, 'local'],
    ['fe80::1%eth0', undefined, 0, 'fe80::1'],
    ['::1', undefined, 0, 'local'],
  ])('peer %s, forwarded %s, %i proxies: %s', (peer, forwarded, proxies, address) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(address);
  });
});

describe('the log is read', () => {
  const list = async (query: string) =>
    (await (await ok('GET', `/api/audit?${query}`, program)).json()) as {
      entries: (Entry & { at: string; name: string })[];
      before?: number;
    };

  it('by administrators only, newest first, page by page', async () => {
    for (const role of ['viewer', 'marketer', 'approver'] as const) {
      const { cookie } = await server.signIn(role);
      for (const [method, path] of [
        ['GET', '/api/audit'],
        ['POST', '/api/audit/verify'],
        ['GET', '/audit'],
        ['POST', '/audit/verify'],
      ] as const)
        expect([path, (await send(method, path, { cookie })).status]).toEqual([path, 403]);
      expect(await (await send('GET', '/changes', { cookie })).text()).not.toContain('href="/audit"');
    }
    expect((await send('GET', '/api/audit', {})).status).toBe(401);
    const all = (await entries()).map(({ n }) => n).reverse();
    const pages: number[] = [];
    for (let before: number | undefined; ; ) {
      const page = await list(`limit=7${before ? `&before=${before}` : ''}`);
      pages.push(...page.entries.map(({ n }) => n));
      before = page.before;
      if (!before) break;
    }
    expect(pages).toEqual(all);
  });

  it('by person, action and time, with the names of now', async () => {
    const { entries: halts } = await list('action=halt&by=admin@trellis.localhost');
    expect(halts).toMatchObject([{ action: 'halt', name: 'Local admin', details: { target: '*' } }]);
    const others = (await entries()).filter(({ by }) => by !== adminId);
    const { entries: own } = await list('by=admin@trellis.localhost&limit=200');
    expect(own).toHaveLength((await entries()).length - others.length);
    expect(others.length).toBeGreaterThan(0);
    const at = halts[0]?.at as string;
    expect((await list(`action=halt&since=${at}`)).entries).toHaveLength(1);
    expect((await list(`action=halt&until=${at}`)).entries).toHaveLength(0);
    for (const bad of ['action=nothing', 'since=yesterday', 'limit=0', 'by=nobody@people.example'])
      expect((await send('GET', `/api/audit?${bad}`, program)).status).toBeGreaterThanOrEqual(400);
  });

  it('on a page that checks it', async () => {
    const { cookie } = await server.signIn('admin');
    const page = await (await ok('GET', '/audit?action=halt', { cookie })).text();
    expect(page).toContain('Local admin halted sending');
    expect(page).toContain('target *');
    expect(page).toContain('href="/audit"');
    expect(page).not.toContain('failed to sign in</strong>');
    const checked = await (await ok('POST', '/audit/verify', { cookie })).text();
    expect(checked).toContain('rows, all as recorded.');
  });

  it('on the command line, which fails when the log was changed', async () => {
    const trellis = (...args: string[]) => runCli(server.env, ['audit', ...args], server.home);
    const listed = await trellis('--action', 'erase');
    expect([listed.code, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toMatch(
      /Local admin +erased a lead +lead [0-9a-f]{8}, merged 1, reason request +by cli, on this machine/,
    );
    const { head } = JSON.parse((await trellis('--verify', '--json')).stdout);
    const noted = await trellis('--verify', '--head', head.hash);
    expect([noted.code, noted.stdout]).toEqual([0, expect.stringContaining(`is row ${head.n}`)]);
    expect((await trellis('--head', 'f'.repeat(64))).code).toBe(1);
    const { db } = server.installation;
    await db.exec(`alter table audit disable trigger all; update audit set by = 'joe' where n = 5`);
    const found = await trellis('--verify');
    expect([found.code, found.stdout]).toEqual([1, expect.stringContaining('Row 5 was changed')]);
  });
});
