import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { forgetExpired } from '../server/auth/forget-expired.ts';
import { createLoginToken, linkMs } from '../server/auth/login-links.ts';
import { openSession, personOfSession, sessionMs } from '../server/auth/sessions.ts';
import { cookieOf, startServer, type TestServer } from './server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

function post(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, { method: 'POST', redirect: 'manual', headers });
}

describe('a sign-in link', () => {
  it('opens a session once, in a cookie that scripts cannot read', async () => {
    const { db, localAdmin } = server.installation;
    const token = await createLoginToken(db, localAdmin.id, Date.now());
    const first = await fetch(`${server.url}/login/${token}`, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly/);
    expect(first.headers.getSetCookie()[0]).toMatch(/SameSite=Lax/);
    expect((await fetch(server.url, { headers: { cookie: cookieOf(first) } })).status).toBe(200);
    const again = await fetch(`${server.url}/login/${token}`, { redirect: 'manual' });
    expect([again.status, cookieOf(again)]).toEqual([410, '']);
  });

  it('is given by the first start for the administrator', async () => {
    const response = await fetch(server.adminLink ?? '', { redirect: 'manual' });
    expect(response.status).toBe(303);
    const people = await fetch(`${server.url}/api/people`, { headers: { cookie: cookieOf(response) } });
    expect(people.status).toBe(200);
  });

  it('survives being previewed', async () => {
    const { db, localAdmin } = server.installation;
    const token = await createLoginToken(db, localAdmin.id, Date.now());
    const url = `${server.url}/login/${token}`;
    for (const headers of [
      { 'user-agent': 'Example-LinkExpanding bot 1.0' },
      { 'sec-purpose': 'prefetch' },
    ]) {
      expect(cookieOf(await fetch(url, { headers, redirect: 'manual' }))).toBe('');
    }
    expect(cookieOf(await fetch(url, { method: 'HEAD', redirect: 'manual' }))).toBe('');
    expect(cookieOf(await post(`/login/${token}`))).not.toBe('');
  });

  it('has an end', async () => {
    const { db, localAdmin } = server.installation;
    const token = await createLoginToken(db, localAdmin.id, Date.now() - 25 * 3_600_000);
    expect((await fetch(`${server.url}/login/${token}`, { redirect: 'manual' })).status).toBe(410);
  });

  it('is kept as a hash, as sessions and write keys are', async () => {
    const { db, localAdmin } = server.installation;
    const token = await createLoginToken(db, localAdmin.id, Date.now());
    const { cookie } = await server.signIn('viewer');
    const kept = JSON.stringify([
      await db.query('select * from login_links'),
      await db.query('select * from sessions'),
      await db.query('select * from write_keys'),
    ]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(cookie.split('=')[1]);
    expect(kept).not.toContain(readFileSync(join(server.home, 'write.key'), 'utf8').trim());
  });

  it('ends with signing out', async () => {
    const { cookie } = await server.signIn('viewer');
    expect((await post('/login/out', { cookie })).status).toBe(303);
    expect((await fetch(server.url, { headers: { cookie } })).status).toBe(401);
  });
});

it('what has expired is forgotten, and nothing else', async () => {
  const { db, localAdmin } = server.installation;
  const now = Date.now();
  await db.query('delete from sessions');
  await db.query('delete from login_links');
  await openSession(db, localAdmin.id, now - sessionMs);
  const live = await openSession(db, localAdmin.id, now);
  await createLoginToken(db, localAdmin.id, now - linkMs);
  const link = await createLoginToken(db, localAdmin.id, now);
  await forgetExpired(db, now);
  const [left] = await db.query<{ sessions: number; links: number }>(
    'select (select count(*) from sessions) as sessions, (select count(*) from login_links) as links',
  );
  expect(left).toEqual({ sessions: 1, links: 1 });
  expect(await personOfSession(db, live, now)).toMatchObject({ id: localAdmin.id });
  expect((await fetch(`${server.url}/login/${link}`, { redirect: 'manual' })).status).toBe(303);
});
