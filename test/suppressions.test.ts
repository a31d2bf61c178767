import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
let bearer: Record<string, string>;
let terminal: Record<string, string>;
beforeAll(async () => {
  server = await startServer();
  const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8'));
  bearer = { authorization: `Bearer ${owner.token}` };
  const key = readFileSync(join(server.home, 'terminal.key'), 'utf8').trim();
  terminal = { ...bearer, 'x-trellis-terminal': key };
});

async function call(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${server.url}/api/suppressions${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
  return { status: response.status, body: (await response.json()) as any };
}
const suppress = (who: string, headers = bearer, more = {}) => call('POST', '', headers, { who, ...more });
const lift = (who: string, headers = terminal) => call('DELETE', `/${encodeURIComponent(who)}`, headers);
const list = async () => (await call('GET', '', bearer)).body;
const eventOf = (email: string, name: string) => ({
  messageId: crypto.randomUUID(),
  source: 'test',
  email,
  name,
  occurredAt: Date.now(),
  properties: {},
});

describe('suppressing an address', () => {
  it('takes effect at once, also for one that is not known yet, and is listed', async () => {
    const { status, body } = await suppress('Nobody@new.example', bearer, { reason: 'asked by phone' });
    expect([status, body.email]).toEqual([201, 'nobody@new.example']);
    expect((await list()).suppressions).toEqual([
      {
        lead: body.lead,
        email: 'nobody@new.example',
        reason: 'asked by phone',
        at: expect.stringMatching(/^\d{4}-/),
        by: 'Local admin',
      },
    ]);
  });

  it('is lifted by a person, not by a program', async () => {
    await suppress('manual@new.example');
    expect((await lift('manual@new.example', bearer)).body.error.code).toBe('auth.person_needed');
    const { cookie } = await server.signIn('marketer');
    expect((await lift('manual@new.example', { cookie })).body.error.code).toBe('auth.forbidden');
    expect((await lift('manual@new.example')).body).toMatchObject({ reason: 'manual' });
    expect((await lift('manual@new.example')).body.error.code).toBe('suppression.none');
  });

  it('that the lead itself asked for is lifted by nobody, also from under a manual one', async () => {
    const email = 'left@new.example';
    const { engine } = server.installation;
    await engine.ingest([eventOf(email, 'spam_complaint')]);
    expect((await lift(email)).body.error.code).toBe('suppression.own_word');
    await suppress(email);
    expect((await lift(email)).body).toMatchObject({ reason: 'manual' });
    expect((await lift(email)).body.error.code).toBe('suppression.own_word');
    expect((await suppress('x@new.example', bearer, { reason: 'unsubscribe' })).body.error.code).toBe(
      'suppression.own_word',
    );
  });

  it('needs somebody who may propose, and an address', async () => {
    const { cookie } = await server.signIn('viewer');
    expect((await suppress('a@new.example', { cookie })).status).toBe(403);
    expect((await suppress('not an address')).status).toBe(400);
    const { status, body } = await call('POST', '', bearer, { email: 'a@new.example' });
    expect(status).toBe(400);
    expect(body.error.message).toContain('who: "who" has to be an email address');
    expect(body.error.message).toContain('there is nothing called "email" here');
  });
});

describe('suppressing a domain', () => {
  it('is a change, and so is taking it back', async () => {
    const { body } = await suppress('@Rival.example');
    expect(body).toMatchObject({
      domain: 'rival.example',
      change: { status: 'proposed', title: 'Suppress rival.example' },
    });
    expect((await list()).domains).toEqual([]);
    const { changes } = server.installation;
    const { person } = await server.signIn('approver');
    await changes.approve(body.change.id, person, body.change);
    expect((await list()).domains).toEqual(['rival.example']);
    expect((await suppress('@rival.example')).body).toEqual({ domain: 'rival.example', already: true });
    expect((await lift('@rival.example', bearer)).body.change.edits).toEqual([
      { op: 'remove', path: 'policies/suppressedDomains' },
    ]);
    expect((await lift('@other.example')).body.error.code).toBe('suppression.none');
  });
});
