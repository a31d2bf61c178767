import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import type { Change, Person } from '../engine/runtime/changes/types.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import { lowRisk } from './change-world.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

type Headers = Record<string, string>;
const hour = 3_600_000;
let server: TestServer;
let now = Date.now();
let program: Headers;
let terminal: Headers;
let viewer: { person: Person; cookie: string };
let marketer: typeof viewer;
let approver: typeof viewer;

beforeAll(async () => {
  server = await startServer({}, { clock: () => now });
  const { token } = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  program = { authorization: `Bearer ${token}` };
  const key = readFileSync(join(server.home, 'terminal.key'), 'utf8').trim();
  terminal = { ...program, 'x-trellis-terminal': key };
  viewer = await server.signIn('viewer');
  marketer = await server.signIn('marketer');
  approver = await server.signIn('approver');
});

async function propose(edit = lowRisk()): Promise<Change> {
  const { changes } = server.installation;
  return changes.propose({ title: 'More points', edits: [edit], author: marketer.person, via: 'console' });
}
async function post(path: string, body: object, headers: Headers) {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Change & { error?: { code: string; message: string } };
  return { status: response.status, code: answer.error?.code, message: answer.error?.message, answer };
}
const submit = (path: string, fields: Record<string, string>, cookie: string) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });
const page = async (path: string, cookie: string) =>
  (await fetch(server.url + path, { headers: { cookie } })).text();
const shown = ({ editHash, planHash }: Change) => ({ editHash, planHash });
const as = ({ cookie }: { cookie: string }) => ({ cookie });

describe('over HTTP', () => {
  it('a change is approved for a time by a person alone, taken back, and applied when it is due', async () => {
    const change = await propose();
    const path = `/api/changes/${change.id}`;
    const body = { ...shown(change), applyAt: new Date(now + hour).toISOString() };
    expect((await post(`${path}/approve`, body, program)).code).toBe('auth.person_needed');
    expect((await post(`${path}/approve`, body, as(marketer))).code).toBe('change.forbidden');
    for (const applyAt of ['soon', '2026-01-01T09:00:00', 7]) {
      expect((await post(`${path}/approve`, { ...body, applyAt }, as(approver))).code).toBe(
        'request.invalid',
      );
    }
    const past = await post(`${path}/approve`, { ...body, applyAt: '2020-01-01T00:00:00Z' }, as(approver));
    expect([past.status, past.code]).toEqual([400, 'change.time']);
    const scheduled = await post(`${path}/approve`, body, as(approver));
    expect(scheduled.answer).toMatchObject({ status: 'scheduled', schedule: { at: now + hour } });
    expect(await post(`${path}/approve`, body, terminal)).toMatchObject({
      status: 409,
      code: 'change.settled',
      message: expect.stringMatching(/is already scheduled for .* UTC by approver\.$/),
    });

    expect((await post(`${path}/cancel`, {}, program)).code).toBe('auth.person_needed');
    expect((await post(`${path}/cancel`, {}, as(marketer))).code).toBe('change.forbidden');
    expect((await post(`${path}/cancel`, {}, as(approver))).answer.status).toBe('proposed');
    expect((await post(`${path}/cancel`, {}, as(approver))).code).toBe('change.not_scheduled');

    expect((await post(`${path}/approve`, body, as(approver))).answer.status).toBe('scheduled');
    now += hour;
    expect(await server.installation.changes.runDue()).toBe(1);
    expect((await server.installation.changes.get(change.id)).status).toBe('applied');
  });

  it('anybody signed in comments, a program and a stranger do not', async () => {
    const { id } = await propose();
    const path = `/api/changes/${id}/comments`;
    expect((await post(path, { text: 'Hm' }, {})).code).toBe('auth.required');
    expect((await post(path, { text: 'Hm' }, program)).code).toBe('auth.person_needed');
    expect(await post(path, { text: ' ' }, as(viewer))).toMatchObject({
      status: 400,
      code: 'change.comment',
    });
    expect((await post(path, { text: 'Why?' }, as(viewer))).status).toBe(201);
    expect((await post(path, { text: 'Because.' }, terminal)).answer.comments).toMatchObject([
      { by: { name: 'viewer' }, via: 'console', text: 'Why?' },
      { by: { email: localAdminEmail }, via: 'cli', text: 'Because.' },
    ]);
  });
});

describe('on the console', () => {
  it('a change gets a time, shows who gave it, and loses it again', async () => {
    const change = await propose();
    const path = `/changes/${change.id}`;
    const at = new Date(now + hour).toISOString().slice(0, 16);
    const nothing = await submit(
      `${path}/approve`,
      { ...shown(change), when: 'later', at: '' },
      approver.cookie,
    );
    expect([nothing.status, (await nothing.text()).includes('no time that is still to come')]).toEqual([
      400,
      true,
    ]);
    const done = await submit(`${path}/approve`, { ...shown(change), when: 'later', at }, approver.cookie);
    expect(done.status).toBe(303);
    const when = `it is applied ${at.replace('T', ' ')} UTC`;
    expect(await page(path, approver.cookie)).toContain(when);
    expect(await page('/changes', viewer.cookie)).toContain('<h2>Scheduled</h2>');
    const forViewer = await page(path, viewer.cookie);
    expect([forViewer.includes(when), forViewer.includes('/cancel')]).toEqual([true, false]);
    expect((await submit(`${path}/cancel`, {}, approver.cookie)).status).toBe(303);
    expect(await page(path, approver.cookie)).toContain('Approve for then');
  });

  it('tells who approved a change, on every page, that it was not applied when it was due', async () => {
    const rate = (value: number) => ({
      op: 'put' as const,
      path: 'policies/cap',
      value: { count: value, days: 7 },
    });
    const change = await propose(rate(5));
    await submit(
      `/changes/${change.id}/approve`,
      { ...shown(change), when: 'later', at: new Date(now + hour).toISOString().slice(0, 16) },
      approver.cookie,
    );
    await server.installation.db.query(`update people set role = 'marketer' where id = $1`, [
      approver.person.id,
    ]);
    now += hour;
    expect(await server.installation.changes.runDue()).toBe(1);
    const everywhere = await page('/notifications', approver.cookie);
    expect(everywhere).toContain(
      'was not applied</strong> at the time you approved it for. The approval of approver',
    );
    expect(await page('/notifications', viewer.cookie)).not.toContain('was not applied');
    approver = await server.signIn('approver');
    const reject = await submit(`/changes/${change.id}/reject`, { reason: 'later' }, approver.cookie);
    expect(reject.status).toBe(303);
    expect(await page('/notifications', approver.cookie)).not.toContain('was not applied');
  });

  it('comments are shown as text, whatever they contain', async () => {
    const { id } = await propose();
    const said = await submit(
      `/changes/${id}/comments`,
      { text: '<script>alert(1)</script>' },
      viewer.cookie,
    );
    expect(said.status).toBe(303);
    const html = await page(`/changes/${id}`, viewer.cookie);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert(1)');
  });
});

describe('at a terminal', () => {
  it('a change says its time and what was said, and nothing of it is settled or spoken through a pipe', async () => {
    const change = await propose();
    await server.installation.changes.comment(change.id, viewer.person, 'Why?', 'console');
    await server.installation.changes.approve(change.id, approver.person, shown(change), { at: now + hour });
    const show = await runCli(server.env, ['changes', 'show', change.id], '/tmp');
    expect(show.stdout).toMatch(/^Approved by approver .* UTC, it is applied .* UTC\.$/m);
    expect(show.stdout).toMatch(/^Comments\n {2}viewer, .* UTC: Why\?$/m);
    for (const args of [
      ['cancel', change.id],
      ['comment', change.id, 'Yes'],
    ]) {
      const ran = await runCli(server.env, ['changes', ...args], '/tmp');
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/auth\.(terminal|person)_needed/)]);
    }
  });
});

describe('a principal', () => {
  const save = (body: object, headers: Headers) =>
    post('/api/people', { name: 'Pia', email: 'pia@people.example', ...body }, headers);

  it('is named by an administrator at a terminal, and is an approver or admin', async () => {
    expect((await save({ role: 'approver', principal: true }, program)).code).toBe('auth.person_needed');
    expect((await save({ role: 'marketer', principal: true }, terminal)).code).toBe('person.principal');
    const local = await save({ email: localAdminEmail, role: 'admin', principal: true }, terminal);
    expect([local.status, local.code]).toEqual([400, 'person.principal']);
    expect((await save({ role: 'approver', principal: true }, terminal)).answer).toMatchObject({
      principal: true,
    });
    // Another name leaves it; a role that approves nothing takes it.
    expect((await save({ role: 'approver', name: 'Pia P' }, terminal)).answer).toMatchObject({
      principal: true,
    });
    expect((await save({ role: 'viewer' }, terminal)).answer).toMatchObject({ principal: false });
    expect((await save({ role: 'approver' }, terminal)).answer).toMatchObject({ principal: false });
  });

  it('is signed out when they become one: a session of before must not rise with them', async () => {
    const admin = await server.signIn('admin');
    expect(await page('/changes', admin.cookie)).toContain('<h1>Changes</h1>');
    await save({ email: admin.person.email, role: 'admin', principal: true }, terminal);
    expect(await page('/changes', admin.cookie)).not.toContain('<h1>Changes</h1>');
  });

  it('must approve what begins to send an item whose front matter says that it is regulated', async () => {
    const { library, changes } = server.installation;
    const [item] = await loadItems(join(import.meta.dirname, '../knowledge/demo-library/smb-1-quick-win.md'));
    const [added] = await library.add(
      [{ ...item, id: 'terms', title: 'Terms of the loan', regulated: true }],
      { mayApprove: true, now },
    );
    // What a later version leaves out does not let it go.
    const [again] = await library.add([{ ...item, id: 'terms', title: 'Terms, once more' }], {
      mayApprove: true,
      now,
    });
    for (const [n, { version, hash }] of [added, again].entries() as Iterable<
      [number, { version: number; hash: string }]
    >) {
      const change = await propose({
        op: 'put',
        path: `tracks/loan-${n}`,
        value: {
          title: 'Loan',
          objective: 'Tell',
          stage: 'awareness',
          entry: { when: 'industry = "fintech"' },
          reentry: 'never',
          exits: {},
          steps: [
            { id: 'e', kind: 'email', content: { item: 'terms', version, hash }, purpose: 'marketing' },
          ],
        } as never,
      });
      expect(change.plan.approval).toMatchObject({ principal: true });
      await expect(changes.approve(change.id, approver.person, change)).rejects.toMatchObject({
        code: 'change.principal',
      });
    }
  });
});
