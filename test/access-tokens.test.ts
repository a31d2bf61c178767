import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../server/app.ts';
import { createAccessToken } from '../server/auth/access-tokens.ts';
import { forgetExpired } from '../server/auth/forget-expired.ts';
import { type Scope, scopes } from '../server/auth/scopes.ts';
import { tokenRoutes } from '../server/auth/token-routes.ts';
import { tools } from '../tools/registry.ts';
import { toolsWithRule } from '../tools/support/personal.ts';
import { startServer, type TestServer } from './server.ts';
import { fillings, type Known, reading, toolInputs } from './support/requests.ts';

const dayMs = 24 * 3_600_000;
const who = {
  first: 'Wilhelmina',
  last: 'Quackenbush',
  email: 'mina.q@lead.example',
  phone: '+43 660 555123',
};
const secrets = Object.values(who);

let passed = 0;
let server: TestServer;
let marketer: Awaited<ReturnType<TestServer['signIn']>>;
let approver: typeof marketer;
let known: Known;

type Headers = Record<string, string>;

beforeAll(async () => {
  server = await startServer({ TRELLIS_REQUESTS_PER_MINUTE: '400' }, { clock: () => Date.now() + passed });
  marketer = await server.signIn('marketer');
  approver = await server.signIn('approver');
  const { engine, changes } = server.installation;
  const traits = { email: who.email, first_name: who.first, last_name: who.last, phone: who.phone };
  const at = { messageId: 'm1', source: 'test', name: 'identify', occurredAt: Date.now() };
  await engine.ingest([{ ...at, email: who.email, properties: {}, traits }]);
  const id = (await engine.findLead(who.email)) as string;
  const value = { title: 'Demo', when: 'demo_request', points: 5 };
  const edits = [{ op: 'put' as const, path: 'scoring/rules/demo', value }];
  const change = await changes.propose({
    title: `For ${who.email}`,
    edits,
    author: marketer.person,
    via: 'console',
  });
  await changes.comment(change.id, marketer.person, `As ${who.first} ${who.last} asked`, 'console');
  known = {
    change,
    edits,
    people: [approver.person.email],
    lead: { id, email: who.email },
    tokens: ['guessed'],
    draft: { item: 'none', version: 1, hash: '0'.repeat(64) },
    soon: new Date(Date.now() + 60_000).toISOString(),
  };
});
afterEach(() => {
  passed = 0;
});

async function send(method: string, path: string, headers: Headers, body?: unknown) {
  const response = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const code = /"code":"([\w.]+)"/.exec(text)?.[1];
  return { status: response.status, text, code, headers: response.headers };
}
const carrying = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** What a program of that person sends. */
async function tokenOf({ person }: typeof marketer, granted: readonly Scope[], days = 90): Promise<Headers> {
  const { db, clock } = server.installation;
  const made = await createAccessToken(db, person.id, { name: 'test', scopes: granted, days }, clock());
  return carrying(made.token);
}
const owner = (): Headers =>
  carrying(JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')).token as string);
const terminal = (): Headers => ({
  ...owner(),
  'x-trellis-terminal': readFileSync(join(server.home, 'terminal.key'), 'utf8').trim(),
});

describe('a token', () => {
  it('is made by a person in the console, shown once, kept as a hash, listed, and revoked at once', async () => {
    const form = new URLSearchParams({ name: 'my <editor>', days: '30', scopes: 'read propose' });
    const headers = { cookie: marketer.cookie };
    const made = await fetch(`${server.url}/me/tokens`, { method: 'POST', headers, body: form });
    const page = await made.text();
    const token = /trellis_pat_[\w-]{43}/.exec(page)?.[0] ?? '';
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(page).toContain('my &lt;editor&gt;');
    expect((await send('GET', '/me', headers)).text).not.toContain(token);
    const { db } = server.installation;
    expect(JSON.stringify(await db.query('select * from access_tokens'))).not.toContain(token);
    expect(JSON.stringify(await db.query('select * from audit'))).not.toContain(token);

    expect((await send('GET', '/api/program', carrying(token))).status).toBe(200);
    const listed = JSON.parse((await send('GET', '/api/tokens', headers)).text).tokens;
    expect(listed).toHaveLength(1);
    const { id, usedAt, expiresAt, createdAt, ...more } = listed[0];
    expect(more).toMatchObject({ name: 'my <editor>', scopes: ['read', 'propose'] });
    expect(usedAt).not.toBeNull();
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(30 * dayMs);

    expect((await send('DELETE', `/api/tokens/${id}`, { cookie: approver.cookie })).code).toBe(
      'token.unknown',
    );
    expect((await send('POST', `/me/tokens/${id}/revoke`, headers)).status).toBe(303);
    expect((await send('GET', '/api/program', carrying(token))).code).toBe('auth.bad_token');
  });

  it('is made on a terminal, for others too, and by no program', async () => {
    const asked = { name: 'ci', person: marketer.person.email, scopes: ['propose'] };
    expect((await send('POST', '/api/tokens', owner(), asked)).code).toBe('auth.person_needed');
    const full = await tokenOf(approver, scopes);
    expect((await send('POST', '/api/tokens', full, asked)).code).toBe('auth.token_route');
    expect((await send('POST', '/api/tokens', { cookie: approver.cookie }, asked)).code).toBe(
      'auth.forbidden',
    );
    const { status, text } = await send('POST', '/api/tokens', terminal(), asked);
    expect(status).toBe(201);
    const made = JSON.parse(text);
    expect(made).toMatchObject({ scopes: ['read', 'propose'], person: { email: marketer.person.email } });
    expect(Date.parse(made.expiresAt) - Date.now()).toBeGreaterThan(89.9 * dayMs);
    const tooLong = { name: 'ci', days: 366 };
    expect((await send('POST', '/api/tokens', terminal(), tooLong)).code).toBe('request.invalid');
  });

  it('is on record when it is made and revoked, by ids', async () => {
    const { db } = server.installation;
    const { text } = await send('POST', '/api/tokens', { cookie: marketer.cookie }, { name: 'Jane Doe' });
    const { id } = JSON.parse(text);
    await send('DELETE', `/api/tokens/${id.slice(0, 8)}`, { cookie: marketer.cookie });
    const rows = await db.query(
      `select action, by, details from audit where action like 'token_%' and details ->> 'token' = $1 order by n`,
      [id],
    );
    const by = marketer.person.id;
    expect(rows).toEqual([
      { action: 'token_made', by, details: { token: id, person: by, scopes: 'read', days: 90 } },
      { action: 'token_revoked', by, details: { token: id, person: by } },
    ]);
  });

  it('ends with its days, and is forgotten then', async () => {
    const { db, clock } = server.installation;
    const program = await tokenOf(marketer, ['read'], 2);
    passed = 2 * dayMs - 1000;
    expect((await send('GET', '/api/program', program)).status).toBe(200);
    passed = 2 * dayMs + 1000;
    expect((await send('GET', '/api/program', program)).status).toBe(401);
    const count = async () => (await db.query('select 1 from access_tokens')).length;
    const before = await count();
    await forgetExpired(db, clock());
    expect(await count()).toBeLessThan(before);
  });

  it('may never do more than its person may at that moment', async () => {
    const { db } = server.installation;
    const viewer = await server.signIn('viewer');
    const asked = { name: 'x', scopes: ['personal'] };
    expect((await send('POST', '/api/tokens', { cookie: viewer.cookie }, asked)).code).toBe('token.scope');
    const program = await tokenOf(marketer, scopes);
    const propose = () => send('POST', '/api/changes', program, { title: 'X', edits: known.edits });
    expect((await propose()).status).toBe(201);
    await db.query(`update people set role = 'viewer' where id = $1`, [marketer.person.id]);
    try {
      expect((await propose()).code).toBe('auth.forbidden');
      expect((await send('POST', '/api/tools/explain_lead', program, { lead: who.email })).code).toBe(
        'auth.personal',
      );
    } finally {
      await db.query(`update people set role = 'marketer' where id = $1`, [marketer.person.id]);
    }
  });

  it('only reads unless more was granted, and says which scope is lacking', async () => {
    const program = await tokenOf(approver, ['read']);
    const { tools: open } = JSON.parse((await send('GET', '/api/tools', program)).text);
    expect(open).not.toContain('propose_change');
    expect(open).not.toContain('explain_lead');
    expect(open).toContain('query_leads');
    for (const [path, body] of [
      ['/api/changes', { title: 'X', edits: known.edits }],
      ['/api/tools/propose_change', { roll_back_to: 1 }],
      ['/api/tools/halt_sending', { target: '*', reason: 'x' }],
    ] as const) {
      const refused = await send('POST', path, program, body);
      expect([path, refused.status, refused.code]).toEqual([path, 403, 'auth.scope']);
      expect(refused.headers.get('www-authenticate')).toBe(
        'Bearer error="insufficient_scope", scope="read propose"',
      );
    }
    expect(await server.installation.engine.halts()).toEqual([]);
  });

  it('files in the name of its person, by the face it says, and settles nothing of it', async () => {
    const program = { ...(await tokenOf(approver, ['read', 'propose'])), 'x-trellis-via': 'mcp' };
    const filed = await send('POST', '/api/changes', program, { title: 'By token', edits: known.edits });
    const change = JSON.parse(filed.text);
    expect(change).toMatchObject({ status: 'proposed', via: 'mcp', author: { id: approver.person.id } });
    const { id, editHash, planHash } = change;
    for (const what of ['approve', 'reject', 'cancel', 'comments'])
      for (const headers of [program, { ...program, cookie: approver.cookie }]) {
        const body = { editHash, planHash, reason: 'x', text: 'x' };
        expect((await send('POST', `/api/changes/${id}/${what}`, headers, body)).code).toBe(
          'auth.token_route',
        );
      }
    expect((await server.installation.changes.get(id)).status).toBe('proposed');
  });

  it('is taken from the header only', async () => {
    const { authorization = '' } = await tokenOf(marketer, ['read']);
    const token = authorization.slice('Bearer '.length);
    for (const [path, headers] of [
      [`/api/program?access_token=${token}`, {}],
      ['/api/program', { cookie: `trellis_session=${token}` }],
      ['/api/program', { authorization: `Basic ${btoa(`${token}:`)}` }],
      ['/api/program', { 'x-trellis-token': token }],
      ['/api/program', carrying(`${token}x`)],
      ['/api/program', carrying(token.toLowerCase())],
    ] as const)
      expect([path, (await send('GET', path, headers)).status]).toEqual([path, 401]);
  });
});

describe('with everything granted', () => {
  it('nothing is open but what is listed, whatever the server has', async () => {
    const { authorization = '' } = await tokenOf(approver, scopes);
    const app = createApp({ ...server.installation, rates: unlimited });
    const routes = [
      ...new Set(
        app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
      ),
    ];
    expect(
      Object.keys(tokenRoutes).filter((route) => !routes.includes(route) && !route.endsWith(' /mcp')),
    ).toEqual([]);
    const machines = /^\w+ \/(v1|health|schema|slack|u|t|\.well-known)(\/|$)/;
    for (const route of routes.filter((one) => !machines.test(one) && !Object.hasOwn(tokenRoutes, one))) {
      const [method = '', pattern = ''] = route.split(' ');
      for (const { path, body } of (fillings[route] ?? reading(pattern))(known).slice(0, 2)) {
        // A colleague of what is open, by its path: that route says what it needs.
        const refused = await app.request(server.url + path, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          ...(method !== 'GET' && body !== undefined && { body: JSON.stringify(body) }),
        });
        expect([route, path, refused.status]).toEqual([route, path, 403]);
      }
    }
  });
});

describe('without the scope personal', () => {
  it('every tool has a rule for it', () => {
    expect([...toolsWithRule].sort()).toEqual(tools.map(({ name }) => name).sort());
  });

  it('no answer names a lead, whatever is asked of what is open', async () => {
    const program = await tokenOf(approver, ['read', 'propose']);
    const lead = known.lead.id;
    const asked: [string, string, unknown?][] = [
      ...Object.entries(toolInputs).flatMap(([name, inputs]) =>
        inputs(known).map((input): [string, string, unknown] => ['POST', `/api/tools/${name}`, input]),
      ),
      ['POST', '/api/tools/query_leads', { sample: 20 }],
      ['POST', '/api/tools/query_leads', { breakdown_by: 'email' }],
      ['POST', '/api/tools/query_leads', { breakdown_by: 'first_name' }],
      ['POST', '/api/tools/query_leads', { cursor: `5~${lead}` }],
      ['POST', '/api/tools/show_program', { part: 'fields' }],
      ['POST', '/api/tools/explain_lead', { lead: who.first }],
      ['POST', '/api/tools/propose_change', { enrol: { track: 'any', leads: [who.email] } }],
      ['POST', `/api/changes/${known.change.id}/simulate`, { leads: [lead] }],
      ['GET', `/api/leads/${lead}`],
      ['GET', `/api/leads/${who.email}`],
      ['GET', `/api/changes/${known.change.id}`],
      ['GET', '/api/changes'],
      ['GET', '/api/completions?of=value&field=email'],
      ['GET', '/api/completions?of=value&field=first_name'],
      ['GET', '/api/program'],
      ['GET', '/api/program/files'],
      ['GET', '/api/program/files/policies.yaml'],
      ['GET', '/api/library/items/draft-item/passages'],
      ['GET', '/api/catalogue?limit=200'],
      ['GET', '/api/feed?after=0'],
    ];
    for (const [method, path, body] of asked) {
      const { status, text } = await send(method, path, program, body);
      expect([path, body, status < 500]).toEqual([path, body, true]);
      // What was sent comes back in an error; what was not known must not.
      const told = secrets.filter(
        (secret) => text.includes(secret) && !JSON.stringify([path, body]).includes(secret),
      );
      expect([path, body, told]).toEqual([path, body, []]);
    }
    expect((await send('GET', `/api/leads/${lead}`, program)).code).toBe('auth.scope');
    expect(
      (await send('POST', '/api/tools/explain_lead', program, { lead })).headers.get('www-authenticate'),
    ).toBe('Bearer error="insufficient_scope", scope="read propose personal"');
  });

  it.each([
    'email = "mina.q@lead.example"',
    'NOT email="mina.q@lead.example"',
    'lead_score >= 0 AND Email CONTAINS "mina"',
    'first_name IN ("Wilhelmina")',
    'last_name starts with "Q"',
    'phone IS KNOWN',
    'email_replies >= 1 WHERE (text MENTIONS "price")',
  ])('nobody is found by counting: %s', async (where) => {
    const program = await tokenOf(approver, ['read', 'propose']);
    const value = { title: 'S', when: where };
    const edits = [{ op: 'put', path: 'segments/s', value }];
    for (const [path, body] of [
      ['query_leads', { where }],
      ['analyse_performance', { where }],
      ['recommend_content', { where }],
      ['propose_change', { title: 'S', edits }],
    ] as const)
      expect([path, (await send('POST', `/api/tools/${path}`, program, body)).code]).toEqual([
        path,
        'auth.personal',
      ]);
    expect((await send('POST', '/api/changes', program, { title: 'S', edits })).code).toBe('auth.personal');
    expect((await send('POST', '/api/tools/propose_change/plan', program, { title: 'S', edits })).code).toBe(
      'auth.personal',
    );
  });

  it('nor by the JSON form of a condition, or a file', async () => {
    const program = await tokenOf(approver, ['read', 'propose']);
    const where = { op: 'not', of: { op: 'field', field: 'email', is: '=', value: who.email } };
    expect((await send('POST', '/api/tools/query_leads', program, { where })).code).toBe('auth.personal');
    const yaml = 'title: S\nwhen: "em\\x61il = \\"mina.q@lead.example\\""\n';
    const edits = [{ op: 'put', path: 'segments/s', value: yaml }];
    const asked = { title: 'S', edits };
    expect((await send('POST', '/api/tools/propose_change', program, asked)).code).toBe('auth.personal');
  });

  it('ordinary questions and wishes are answered', async () => {
    const program = await tokenOf(approver, ['read', 'propose']);
    const where = 'page_visits >= 1 WHERE (page_url CONTAINS "pricing") AND lead_score >= 0';
    const counted = await send('POST', '/api/tools/query_leads', program, { where });
    expect(JSON.parse(counted.text).output).toMatchObject({ count: 0, total: 1, leads: [] });
    const broken = await send('POST', '/api/tools/query_leads', program, { breakdown_by: 'industry' });
    expect(JSON.parse(broken.text).output.breakdown).toEqual([{ value: null, count: 1 }]);
    const title = 'Points for an email in which the text is short';
    const scoring = { put_rules: [{ id: 'r', title, when: 'email_open', points: 1 }] };
    expect((await send('POST', '/api/tools/propose_change', program, { scoring })).status).toBe(200);
  });
});

describe('with it', () => {
  it('leads are shown as to the person', async () => {
    const program = await tokenOf(marketer, ['read', 'personal']);
    const { text } = await send('POST', '/api/tools/query_leads', program, {});
    expect(JSON.parse(text).output.leads).toMatchObject([{ name: `${who.first} ${who.last}` }]);
    expect((await send('GET', `/api/leads/${known.lead.id}`, program)).text).toContain(who.email);
    const told = await send('GET', `/api/changes/${known.change.id}`, program);
    expect(told.text).toContain(`As ${who.first}`);
  });
});

describe('how much a program may ask', () => {
  const minute = 60_000;
  it('is so much a minute for all tokens of a person together, and is told when to come back', async () => {
    const person = await server.signIn('viewer');
    const [one, two] = [await tokenOf(person, ['read']), await tokenOf(person, ['read'])];
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    try {
      const statuses = new Set<number>();
      for (let n = 0; n < 400; n++) statuses.add((await ask(n % 2 ? one : two)).status);
      expect([...statuses]).toEqual([200]);
      const refused = await ask(one);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
      expect(await refused.json()).toMatchObject({ error: { code: 'rate.limited' } });
      expect((await ask({ cookie: person.cookie })).status).toBe(200);
      expect((await ask(await tokenOf(marketer, ['read']))).status).toBe(200);
      vi.setSystemTime(now + minute + 1);
      expect((await ask(one)).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is less where tokens are guessed, and that does not fill the log', async () => {
    const { db } = server.installation;
    const count = async () =>
      (await db.query<{ n: number }>(`select count(*)::int as n from audit where action = 'login_failed'`))[0]
        ?.n as number;
    const before = await count();
    const statuses: number[] = [];
    for (let n = 0; n < 60; n++) statuses.push((await ask(carrying(`trellis_pat_${n}`))).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect((await count()) - before).toBeLessThanOrEqual(40);
    expect((await ask(await tokenOf(marketer, ['read']))).status).toBe(200);
  });
});

const unlimited = { request: async () => undefined, guess: async () => undefined };
const ask = (headers: Headers) => createAppOnce().request(`${server.url}/api/program/versions`, { headers });
let app: ReturnType<typeof createApp> | undefined;
function createAppOnce() {
  app ??= createApp(server.installation);
  return app;
}
