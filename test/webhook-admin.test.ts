import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createLoginToken } from '../server/auth/login-links.ts';
import { savePerson } from '../server/auth/people.ts';
import { cookieOf, startServer, type TestServer } from './server.ts';

let server: TestServer;
let program: Record<string, string>;
let terminal: Record<string, string>;
beforeAll(async () => {
  server = await startServer();
  const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  program = { authorization: `Bearer ${owner.token}` };
  const key = readFileSync(join(server.home, 'terminal.key'), 'utf8').trim();
  terminal = { ...program, 'x-trellis-terminal': key };
});

async function ask(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${server.url}/api/webhooks${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = (await response.json()) as { error?: { code: string } } & Record<string, unknown>;
  return { status: response.status, code: json.error?.code, json };
}
const hook = { id: 'sales-bot', url: 'https://hooks.example.com/in' };

it('is added by an administrator in person, who sees the secret once, and removed the same way', async () => {
  const made = await ask('POST', '', terminal, hook);
  expect(made.status).toBe(201);
  expect(made.json.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(await ask('POST', '', terminal, hook)).toMatchObject({ status: 409, code: 'webhook.exists' });

  const { json } = await ask('GET', '', program);
  expect(json).toEqual({ webhooks: [{ ...hook, createdAt: expect.stringMatching(/^\d{4}-.*Z$/) }] });
  expect(await ask('DELETE', '/sales-bot', terminal)).toMatchObject({ status: 200 });
  expect(await ask('DELETE', '/sales-bot', terminal)).toMatchObject({ code: 'webhook.unknown' });
});

it('is neither added nor removed by a program, which could lead what it is told elsewhere', async () => {
  expect(await ask('POST', '', program, hook)).toMatchObject({ status: 403, code: 'auth.person_needed' });
  expect(await ask('DELETE', '/sales-bot', program)).toMatchObject({
    status: 403,
    code: 'auth.person_needed',
  });
});

it.each(['viewer', 'marketer', 'approver'] as const)('is not seen by a %s', async (role) => {
  const { db } = server.installation;
  const person = await savePerson(db, { name: 'Mo', email: `${role}@people.example`, role }, Date.now());
  const token = await createLoginToken(db, person.id, Date.now());
  const cookie = cookieOf(await fetch(`${server.url}/login/${token}`, { redirect: 'manual' }));
  expect((await ask('GET', '', { cookie })).status).toBe(403);
});

it('has an address on the public internet', async () => {
  for (const url of ['http://hooks.example.com', 'https://localhost/', 'https://10.0.0.1/', 'nonsense']) {
    expect(await ask('POST', '', terminal, { id: 'other', url })).toMatchObject({ code: 'webhook.url' });
  }
});
