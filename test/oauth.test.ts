import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import { startServer, type TestServer } from './server.ts';
import { type Issuer, startIssuer } from './support/issuer.ts';

let issuer: Issuer;
let server: TestServer;
let marketer: Awaited<ReturnType<TestServer['signIn']>>;
let claims: { email: string; email_verified: boolean; aud: string; scope: string };

// The database is asked who somebody is, and no more: once is enough.

beforeAll(async () => {
  issuer = await startIssuer();
  server = await startServer({ TRELLIS_OAUTH_ISSUER: issuer.url });
  marketer = await server.signIn('marketer');
  claims = {
    email: marketer.person.email,
    email_verified: true,
    aud: `${server.url}/mcp`,
    scope: 'openid read propose',
  };
});

async function ask(token: string, path = '/api/program', body?: unknown, url = server.url) {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const code = /"code":"([\w.]+)"/.exec(text)?.[1];
  return { status: response.status, code, text, challenge: response.headers.get('www-authenticate') };
}
const metadata = () => `${server.url}/.well-known/oauth-protected-resource/mcp`;

describe('a client that has no token', () => {
  it('is told where the issuer is, by the challenge and the metadata', async () => {
    for (const path of ['/api/tools', '/api/changes']) {
      const response = await fetch(server.url + path);
      expect([path, response.status, response.headers.get('www-authenticate')]).toEqual([
        path,
        401,
        `Bearer scope="read", resource_metadata="${metadata()}"`,
      ]);
    }
    const found = await fetch(metadata());
    expect(found.headers.get('access-control-allow-origin')).toBe('*');
    expect(await found.json()).toEqual({
      resource: `${server.url}/mcp`,
      resource_name: 'Trellis',
      authorization_servers: [issuer.url],
      scopes_supported: ['read', 'propose', 'personal'],
      bearer_methods_supported: ['header'],
    });
    const root = await fetch(`${server.url}/.well-known/oauth-protected-resource`);
    expect(await root.json()).toMatchObject({ resource: server.url });
  });
});

describe('an access token of the issuer', () => {
  it('is its person, as far as its scopes go', async () => {
    const token = await issuer.token(claims);
    expect((await ask(token)).status).toBe(200);
    const edits = [{ op: 'put', path: 'policies/timeZone', value: 'Europe/Oslo' }];
    const filed = await ask(token, '/api/changes', { title: 'X', edits });
    expect(JSON.parse(filed.text)).toMatchObject({
      status: 'proposed',
      via: 'api',
      author: { id: marketer.person.id },
    });
    const { id, editHash, planHash } = JSON.parse(filed.text);
    expect((await ask(token, `/api/changes/${id}/approve`, { editHash, planHash })).code).toBe(
      'auth.token_route',
    );
    expect((await ask(token, '/api/tools/explain_lead', { lead: 'x' })).code).toBe('auth.personal');
  });

  it.each([
    ['for the address of the server without /mcp', () => ({ aud: server.url })],
    ['for several servers, ours among them', () => ({ aud: ['https://other.example', `${server.url}/mcp`] })],
    ['with its scopes as a list', () => ({ scope: undefined, scp: ['read'] })],
    ['with the address in other letters', () => ({ email: marketer.person.email.toUpperCase() })],
  ])('is taken %s', async (_, more) => {
    expect((await ask(await issuer.token({ ...claims, ...more() }))).status).toBe(200);
  });

  it.each([
    ['for another server', { aud: 'https://other.example/mcp' }, 401, 'auth.bad_token'],
    ['for nobody', { aud: undefined }, 401, 'auth.bad_token'],
    ['for a longer address', { aud: 'http://127.0.0.1:1/mcp/x' }, 401, 'auth.bad_token'],
    ['of another issuer', { iss: 'https://login.other.example' }, 401, 'auth.bad_token'],
    ['without a subject', { sub: undefined }, 401, 'auth.bad_token'],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }, 401, 'auth.bad_token'],
    ['of somebody unknown', { email: 'stranger@people.example' }, 403, 'auth.person_unknown'],
    ['with an address nobody verified', { email_verified: false }, 403, 'auth.person_unknown'],
    ['with an address “true” verified', { email_verified: 'true' }, 403, 'auth.person_unknown'],
    ['of the local administrator', { email: localAdminEmail }, 403, 'auth.person_unknown'],
    ['without an address', { email: undefined }, 403, 'auth.person_unknown'],
    ['with no scope of ours', { scope: 'openid profile' }, 403, 'auth.scope'],
    ['with scopes that only look like ours', { scope: 'reader propose:all' }, 403, 'auth.scope'],
    ['that proposes but does not read', { scope: 'propose' }, 403, 'auth.scope'],
  ])('is refused: one %s', async (_, more, status, code) => {
    const refused = await ask(await issuer.token({ ...claims, ...more }));
    expect([refused.status, refused.code]).toEqual([status, code]);
    if (code === 'auth.bad_token') expect(refused.challenge).toContain('Bearer error="invalid_token"');
    if (code === 'auth.scope') expect(refused.challenge).toContain('error="insufficient_scope"');
  });

  it('is refused when it has expired', async () => {
    const past = Math.floor(Date.now() / 1000) - 120;
    const refused = await ask(await issuer.token(claims, { expires: past }));
    expect([refused.status, refused.code]).toEqual([401, 'auth.bad_token']);
    expect(refused.text).toContain('it has expired');
  });

  it('is refused when another signed it, nobody did, or a word that both know', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const all = { iss: issuer.url, sub: 'user-1', ...claims };
    const forged = [
      await issuer.token(claims, { key: privateKey }),
      await issuer.token(claims, { key: privateKey, kid: 'unknown' }),
      new UnsecuredJWT(all).setIssuedAt().setExpirationTime('5m').encode(),
      await new SignJWT(all)
        .setProtectedHeader({ alg: 'HS256', kid: '1' })
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode('a word that both of them know well')),
      `${(await issuer.token(claims)).split('.').slice(0, 2).join('.')}.`,
      'a.b.c',
    ];
    for (const token of forged) {
      const { status, code, text } = await ask(token);
      expect([status, code]).toEqual([401, 'auth.bad_token']);
      expect(text).not.toContain(token);
    }
    const [last] = await server.installation.db.query(
      `select details from audit where action = 'login_failed' order by n desc limit 1`,
    );
    expect(last).toEqual({ details: { reason: 'bad_jwt' } });
  });

  it('is checked with keys that are asked for once', async () => {
    for (let n = 0; n < 5; n++) expect((await ask(await issuer.token(claims))).status).toBe(200);
    expect(issuer.asked()).toBeLessThanOrEqual(2);
  });

  it('may count towards nobody’s role: who may approve is said here', async () => {
    const more = {
      roles: ['admin'],
      role: 'approver',
      groups: ['approvers'],
      scope: 'read propose personal admin',
    };
    const token = await issuer.token({ ...claims, ...more });
    expect((await ask(token, '/api/people')).code).toBe('auth.token_route');
    expect((await ask(token, '/api/tokens', { name: 'x' })).code).toBe('auth.token_route');
  });
});

describe('an issuer that cannot be asked', () => {
  it('lets nobody in, and is asked again', async () => {
    const other = await startIssuer();
    const second = await startServer({
      TRELLIS_OAUTH_ISSUER: other.url,
      TRELLIS_OAUTH_SCOPES: 'read propose',
    });
    const asked = (await fetch(`${second.url}/api/tools`)).headers.get('www-authenticate');
    expect(asked).toContain('scope="read propose"');
    const { person } = await second.signIn('marketer');
    const token = () => other.token({ ...claims, email: person.email, aud: second.url });
    other.calls('https://somebody.else.example');
    const refused = await ask(await token(), '/api/program', undefined, second.url);
    expect([refused.status, refused.code]).toEqual([503, 'auth.issuer_unreachable']);
    other.calls(other.url);
    expect((await ask(await token(), '/api/program', undefined, second.url)).status).toBe(200);
    // The token of one server says nothing to another.
    expect((await ask(await token())).code).toBe('auth.bad_token');
  });

  it('is not missed where none is set', async () => {
    const plain = await startServer();
    expect((await fetch(`${plain.url}/.well-known/oauth-protected-resource`)).status).toBe(404);
    const refused = await ask(await issuer.token(claims), '/api/program', undefined, plain.url);
    expect([refused.code, refused.challenge]).toEqual([
      'auth.bad_token',
      'Bearer error="invalid_token", scope="read"',
    ]);
  });
});
