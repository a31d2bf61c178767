import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let owner: { url: string; token: string; pid: number };
let change: Change;
beforeAll(async () => {
  server = await startServer({}, { firstStart: true });
  owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  change = await propose();
});

async function propose(): Promise<Change> {
  const rule = { title: 'Pricing page', when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 };
  const { changes, localAdmin } = server.installation;
  return changes.propose({
    title: 'Points for the pricing page',
    edits: [{ op: 'put', path: `scoring/rules/pricing-${Math.floor(Math.random() * 1e9)}`, value: rule }],
    author: localAdmin,
    via: 'api',
  });
}
const bearer = () => ({ authorization: `Bearer ${owner.token}` });
const terminal = () => ({
  'x-trellis-terminal': readFileSync(join(server.home, 'terminal.key'), 'utf8').trim(),
});
function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
function postForm(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
}
const hashes = ({ editHash, planHash }: Change) => ({ editHash, planHash });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;
const statusNow = async () => (await server.installation.changes.get(change.id)).status;

describe('without a session', () => {
  it('nothing of the company is shown', async () => {
    const paths = ['/', '/changes', `/changes/${change.id}`, '/mailbox', '/notifications'];
    const api = [
      'tools',
      'changes',
      'program',
      'mailbox',
      'notifications',
      'people',
      'keys',
      'library',
      'performance',
      'experiments',
      'experiment-plan',
      'performance/attribution',
      'performance/facts',
      'opportunities',
    ];
    for (const path of [...paths, ...api.map((name) => `/api/${name}`), '/api/leads/a@example.com']) {
      const response = await fetch(server.url + path, { redirect: 'manual' });
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.text()).not.toContain('Points for the pricing page');
    }
  });

  it('nothing is answered, imported, halted or settled', async () => {
    const paths = [
      'chat',
      'query',
      'tools/query_leads',
      'import',
      'halt',
      'replay',
      'changes',
      'library',
      'people',
      'keys',
    ];
    for (const path of [...paths, `changes/${change.id}/approve`, `changes/${change.id}/reject`]) {
      const response = await post(`/api/${path}`, {}, {});
      expect([path, response.status]).toEqual([path, 401]);
    }
    expect((await fetch(`${server.url}/api/demo`, { method: 'DELETE' })).status).toBe(401);
    expect((await postForm(`/changes/${change.id}/approve`, hashes(change), {})).status).toBe(401);
    expect((await postForm('/chat', { text: 'hello' }, {})).status).toBe(401);
    expect(await statusNow()).toBe('proposed');
  });

  it('a made-up token or cookie is no session', async () => {
    expect(
      (await fetch(`${server.url}/api/program`, { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401);
    expect(
      (await fetch(`${server.url}/api/program`, { headers: { cookie: 'trellis_session=wrong' } })).status,
    ).toBe(401);
  });
});

describe('roles', () => {
  it('a viewer reads and cannot propose, import, halt or settle', async () => {
    const { cookie } = await server.signIn('viewer');
    expect((await fetch(`${server.url}/api/program`, { headers: { cookie } })).status).toBe(200);
    const edits = [{ op: 'remove', path: 'tracks/any' }];
    expect((await post('/api/changes', { title: 'x', edits }, { cookie })).status).toBe(403);
    expect((await post('/api/halt', { target: '*', reason: 'x' }, { cookie })).status).toBe(403);
    expect((await post('/api/import', { kind: 'events', records: [] }, { cookie })).status).toBe(403);
    const tool = await post('/api/tools/propose_change', { scoring: { put_rules: [] } }, { cookie });
    expect([tool.status, await codeOf(tool)]).toEqual([403, 'role.forbidden']);
    expect((await post(`/api/changes/${change.id}/approve`, hashes(change), { cookie })).status).toBe(403);
    expect((await postForm(`/changes/${change.id}/approve`, hashes(change), { cookie })).status).toBe(403);
    expect(await server.installation.engine.halts()).toEqual([]);
  });

  it('a marketer halts and proposes, withdraws what is their own, and cannot settle or administer', async () => {
    const { cookie, person } = await server.signIn('marketer');
    const own = await server.installation.changes.propose({
      title: 'Own',
      edits: [{ op: 'put', path: 'policies/timeZone', value: 'Europe/Oslo' }],
      author: person,
      via: 'console',
    });
    expect((await postForm(`/changes/${own.id}/approve`, hashes(own), { cookie })).status).toBe(403);
    expect(await (await fetch(`${server.url}/changes/${own.id}`, { headers: { cookie } })).text()).toContain(
      `action="/changes/${own.id}/reject"`,
    );
    expect((await post(`/api/changes/${own.id}/reject`, { reason: 'no' }, { cookie })).status).toBe(200);

    expect((await post(`/api/changes/${change.id}/approve`, hashes(change), { cookie })).status).toBe(403);
    expect((await post(`/api/changes/${change.id}/reject`, { reason: 'x' }, { cookie })).status).toBe(403);
    expect((await fetch(`${server.url}/api/people`, { headers: { cookie } })).status).toBe(403);
    expect((await post('/api/keys', { source: 'x' }, { cookie })).status).toBe(403);
    expect(await statusNow()).toBe('proposed');
  });

  it('the role of the moment counts, not that of the sign-in', async () => {
    const { cookie, person } = await server.signIn('approver');
    await server.installation.db.query(`update people set role = 'viewer' where id = $1`, [person.id]);
    expect((await post(`/api/changes/${change.id}/approve`, hashes(change), { cookie })).status).toBe(403);
  });
});

describe('a program with the token of the data folder', () => {
  it('reads and proposes, and cannot settle', async () => {
    expect((await fetch(`${server.url}/api/program`, { headers: bearer() })).status).toBe(200);
    for (const verb of ['approve', 'reject']) {
      const body = verb === 'approve' ? hashes(change) : { reason: 'x' };
      const response = await post(`/api/changes/${change.id}/${verb}`, body, bearer());
      expect([response.status, await codeOf(response)]).toEqual([403, 'auth.person_needed']);
      const form = await postForm(`/changes/${change.id}/${verb}`, hashes(change), bearer());
      expect(form.status).toBe(403);
    }
    expect(await statusNow()).toBe('proposed');
  });

  it('cannot make itself a person who may', async () => {
    const person = { name: 'x', email: 'x@people.example', role: 'approver' };
    expect((await post('/api/people', person, bearer())).status).toBe(403);
    expect((await post('/api/people', { ...person, role: 'admin' }, bearer())).status).toBe(403);
    expect((await post('/api/people/admin@trellis.localhost/link', {}, bearer())).status).toBe(403);
    const viewer = { ...person, email: 'viewer2@people.example', role: 'viewer' };
    expect((await post('/api/people', viewer, bearer())).status).toBe(201);
  });

  it('settles with the key that only a terminal command reads', async () => {
    const wrong = await post(
      `/api/changes/${change.id}/reject`,
      { reason: 'x' },
      { ...bearer(), 'x-trellis-terminal': 'no' },
    );
    expect(wrong.status).toBe(401);
    const keyAlone = await post(`/api/changes/${change.id}/reject`, { reason: 'x' }, terminal());
    expect(keyAlone.status).toBe(401);
    const other = await propose();
    const both = await post(
      `/api/changes/${other.id}/reject`,
      { reason: 'not now' },
      { ...bearer(), ...terminal() },
    );
    expect(both.status).toBe(200);
    expect((await server.installation.changes.get(other.id)).status).toBe('rejected');
  });

  it('finds it, and every secret, in a folder and files that only their owner may read', () => {
    expect(statSync(server.home).mode & 0o777).toBe(0o700);
    for (const name of ['owner.json', 'terminal.key', 'write.key']) {
      expect([name, statSync(join(server.home, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });
});

describe('another site', () => {
  it('cannot make a browser change anything', async () => {
    const { cookie } = await server.signIn('admin');
    const forged: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.url },
    ];
    for (const headers of forged) {
      const response = await postForm(`/changes/${change.id}/approve`, hashes(change), {
        cookie,
        ...headers,
      });
      expect([headers, response.status]).toEqual([headers, 403]);
      expect((await post('/api/halt', { target: '*', reason: 'x' }, { cookie, ...headers })).status).toBe(
        403,
      );
    }
    expect(await statusNow()).toBe('proposed');
    expect(await server.installation.engine.halts()).toEqual([]);
  });

  it('cannot reach us under its own name, frame us, or run scripts in our pages', async () => {
    const { installation } = server;
    const { createApp } = await import('../server/app.ts');
    const app = createApp(installation);
    expect((await app.request('http://rebound.example/', {})).status).toBe(421);
    const response = await fetch(`${server.url}/login`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/i);
  });
});

describe('a person in their own session', () => {
  it('approves what they saw, once, and the next one learns who was first', async () => {
    const { cookie } = await server.signIn('approver');
    const page = await (await fetch(`${server.url}/changes/${change.id}`, { headers: { cookie } })).text();
    expect(page).toContain('Points for the pricing page');
    expect(page).toContain(change.planHash);
    const stale = await postForm(
      `/changes/${change.id}/approve`,
      { ...hashes(change), planHash: 'a'.repeat(64) },
      { cookie },
    );
    expect(stale.status).toBe(409);
    expect(await statusNow()).toBe('proposed');
    const approved = await postForm(`/changes/${change.id}/approve`, hashes(change), {
      cookie,
      origin: server.url,
    });
    expect(approved.status).toBe(303);
    expect(await statusNow()).toBe('applied');
    const late = await postForm(`/changes/${change.id}/approve`, hashes(change), { cookie });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('approver');
  });
});

it('a body of more than 1 MB is refused, but where files are taken', async () => {
  const { cookie } = await server.signIn('marketer');
  const text = 'x'.repeat(1_100_000);
  const send = (path: string, body: object) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const refused = await send('/api/chat', { text });
  expect([refused.status, await codeOf(refused)]).toEqual([400, 'request.too_large']);
  const records = [{ line: 1, record: { event: 'x', userId: 'u', properties: { text } } }];
  expect((await send('/api/import', { kind: 'events', records, check: true })).status).toBe(200);
});
