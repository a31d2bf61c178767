import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import type { Role } from '../engine/runtime/changes/types.ts';
import { createLoginToken } from '../server/auth/login-links.ts';
import { getPerson, savePerson } from '../server/auth/people.ts';
import { cookieOf, startServer, type TestServer } from './server.ts';

let server: TestServer;
let bearer: Record<string, string>;
let terminal: Record<string, string>;
let number = 0;
let email: string;
beforeAll(async () => {
  server = await startServer();
  const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  bearer = { authorization: `Bearer ${owner.token}` };
  const key = readFileSync(join(server.home, 'terminal.key'), 'utf8').trim();
  terminal = { ...bearer, 'x-trellis-terminal': key };
});
beforeEach(() => {
  email = `mo${++number}@people.example`;
});

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
const save = (role: Role, headers: Record<string, string>, who = email) =>
  post('/api/people', { name: 'Mo', email: who, role }, headers);
async function linkFor(who: string, headers: Record<string, string>): Promise<string> {
  const { link } = (await (await post(`/api/people/${who}/link`, {}, headers)).json()) as { link: string };
  return link;
}
const open = (link: string) => fetch(link, { redirect: 'manual' });
const reads = async (cookie: string) =>
  (await fetch(`${server.url}/api/program`, { headers: { cookie } })).status;
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
const roleOf = async (who: string) => (await getPerson(server.installation.db, who)).role;

describe('a person who rises', () => {
  it.each(['approver', 'admin'] as const)(
    'to %s is signed out, so that what a program got before is worth nothing',
    async (role) => {
      await save('marketer', bearer);
      const cookie = cookieOf(await open(await linkFor(email, bearer)));
      const unused = await linkFor(email, bearer);
      expect(await reads(cookie)).toBe(200);

      expect((await save(role, terminal)).status).toBe(201);
      expect(await reads(cookie)).toBe(401);
      expect([(await open(unused)).status, cookieOf(await open(unused))]).toEqual([410, '']);
      expect(await reads(cookieOf(await open(await linkFor(email, terminal))))).toBe(200);
    },
  );

  it('from approver to admin is signed out too', async () => {
    await save('approver', terminal);
    const cookie = cookieOf(await open(await linkFor(email, terminal)));
    await save('admin', terminal);
    expect(await reads(cookie)).toBe(401);
  });

  it('no further than marketer, or gets another name, stays signed in', async () => {
    await save('viewer', bearer);
    const cookie = cookieOf(await open(await linkFor(email, bearer)));
    await save('marketer', bearer);
    expect(await reads(cookie)).toBe(200);
    const approver = await server.signIn('approver');
    await save('approver', terminal, approver.person.email);
    expect(await reads(approver.cookie)).toBe(200);
  });
});

describe('a program', () => {
  it.each(['approver', 'admin'] as const)('cannot demote or rename an %s', async (role) => {
    await save(role, terminal);
    for (const next of ['viewer', 'marketer', role] as const) {
      expect(await codeOf(await save(next, bearer, email.toUpperCase()))).toEqual([
        403,
        'auth.person_needed',
      ]);
    }
    expect(await roleOf(email)).toBe(role);
    expect(await codeOf(await post(`/api/people/${email}/link`, {}, bearer))).toEqual([
      403,
      'auth.person_needed',
    ]);
  });
});

describe('the last administrator', () => {
  it('stays one', async () => {
    const { db } = server.installation;
    await db.query(`update people set role = 'viewer' where role = 'admin' and email <> $1`, [
      localAdminEmail,
    ]);
    expect(await codeOf(await save('approver', terminal, localAdminEmail))).toEqual([403, 'auth.last_admin']);
    expect(await roleOf(localAdminEmail)).toBe('admin');
    await save('admin', terminal);
    expect((await save('marketer', terminal)).status).toBe(201);
    expect(await roleOf(email)).toBe('marketer');
  });
});

describe('without the role admin', () => {
  it.each(['viewer', 'marketer', 'approver'] as const)(
    'a %s in their own session makes nobody anything, not even a sign-in link',
    async (role) => {
      const { cookie, person } = await server.signIn(role);
      for (const next of ['admin', 'marketer', 'viewer'] as const) {
        expect(await codeOf(await save(next, { cookie }, person.email))).toEqual([403, 'auth.forbidden']);
        expect(await codeOf(await save(next, { cookie }))).toEqual([403, 'auth.forbidden']);
      }
      for (const who of [person.email, localAdminEmail]) {
        expect(await codeOf(await post(`/api/people/${who}/link`, {}, { cookie }))).toEqual([
          403,
          'auth.forbidden',
        ]);
      }
      expect(await roleOf(person.email)).toBe(role);
    },
  );
});

describe('a sign-in', () => {
  it('ends after thirty days', async () => {
    const { db } = server.installation;
    const day = 24 * 3_600_000;
    const { cookie, person } = await server.signIn('viewer');
    const move = (by: number) =>
      db.query(
        `update sessions set expires_at = expires_at - make_interval(secs => $2::float8 / 1000) where person_id = $1`,
        [person.id, by],
      );
    await move(29 * day);
    expect(await reads(cookie)).toBe(200);
    await move(day);
    expect(await reads(cookie)).toBe(401);
  });

  it('through a link made before the person rose in another process is refused', async () => {
    const { db, clock } = server.installation;
    const mo = await savePerson(db, { name: 'Mo', email, role: 'viewer' }, clock());
    const token = await createLoginToken(db, mo.id, clock());
    await savePerson(db, { name: 'Mo', email, role: 'admin' }, clock());
    expect((await open(`${server.url}/login/${token}`)).status).toBe(410);
  });
});

it('the whole history is decided again for administrators only', async () => {
  const { cookie } = await server.signIn('approver');
  expect(await codeOf(await post('/api/replay', {}, { cookie, origin: server.url }))).toEqual([
    403,
    'auth.forbidden',
  ]);
  expect((await post('/api/replay', {}, bearer)).status).toBe(200);
});
