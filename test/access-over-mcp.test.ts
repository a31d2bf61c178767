import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  Client,
  discoverOAuthProtectedResourceMetadata,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAccessToken } from '../server/auth/access-tokens.ts';
import { type Scope, scopes } from '../server/auth/scopes.ts';
import { tools } from '../tools/registry.ts';
import { startServer, type TestServer } from './server.ts';
import { type Issuer, startIssuer } from './support/issuer.ts';
import { initialize, postRaw } from './support/raw-mcp.ts';
import { type Known, toolInputs } from './support/requests.ts';

const run = promisify(execFile);
const main = join(import.meta.dirname, '../cli/main.ts');

let server: TestServer;
let issuer: Issuer;
let approver: Awaited<ReturnType<TestServer['signIn']>>;

beforeAll(async () => {
  issuer = await startIssuer();
  server = await startServer({ TRELLIS_OAUTH_ISSUER: issuer.url });
  approver = await server.signIn('approver');
});

async function tokenOf(granted: readonly Scope[]): Promise<string> {
  const { db, clock } = server.installation;
  const asked = { name: 'test', scopes: granted, days: 1 };
  return (await createAccessToken(db, approver.person.id, asked, clock())).token;
}
async function connect(token: string, mode: 'legacy' | 'auto' = 'auto'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url), { requestInit }));
  onTestFinished(() => client.close());
  return client;
}
const namesOf = async (client: Pick<Client, 'listTools'>) =>
  (await client.listTools()).tools.map(({ name }) => name);
const post = (headers: Record<string, string>, body: object = initialize) =>
  postRaw(`${server.url}/mcp`, headers, body);
const withoutPersonal = (role: 'viewer' | 'marketer') =>
  tools
    .filter((tool) => role === 'marketer' || tool.role === 'viewer')
    .map(({ name }) => name)
    .filter((name) => !['explain_lead', 'simulate_lead', 'send_test'].includes(name));

describe('over MCP', () => {
  test('a client without a token finds the issuer as its library looks for it', async () => {
    const refused = await post({});
    const challenge = refused.headers.get('www-authenticate') ?? '';
    expect(refused.status).toBe(401);
    const [, metadata = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
    const found = await discoverOAuthProtectedResourceMetadata(`${server.url}/mcp`);
    expect(found).toMatchObject({ resource: `${server.url}/mcp`, authorization_servers: [issuer.url] });
    expect(await (await fetch(metadata)).json()).toEqual(found);
    for (const token of ['wrong', 'trellis_pat_wrong', 'a.b.c'])
      expect((await post({ authorization: `Bearer ${token}` })).headers.get('www-authenticate')).toContain(
        'error="invalid_token"',
      );
  });

  test.each(['legacy', 'auto'] as const)('a token lists and calls what it may: %s', async (mode) => {
    const reader = await connect(await tokenOf(['read']), mode);
    expect(await namesOf(reader)).toEqual(withoutPersonal('viewer'));
    expect(await reader.callTool({ name: 'query_leads', arguments: {} })).toMatchObject({
      structuredContent: { count: 0 },
    });
    const writer = await connect(await tokenOf(['read', 'propose']), mode);
    expect(await namesOf(writer)).toEqual(withoutPersonal('marketer'));
    const when = `page_visit AND page_url CONTAINS "${mode}"`;
    const proposal = { name: 'propose_change', arguments: { scoring: { put_rules: [{ when, points: 5 }] } } };
    await writer.callTool(proposal);
    const [filed] = await server.installation.changes.list();
    expect(filed).toMatchObject({ status: 'proposed', via: 'mcp', author: { id: approver.person.id } });
    expect(await namesOf(await connect(await tokenOf(scopes), mode))).toEqual(tools.map(({ name }) => name));
  });

  test('so does a token of the issuer', async () => {
    const { email } = approver.person;
    const token = await issuer.token({
      email,
      email_verified: true,
      aud: `${server.url}/mcp`,
      scope: 'read propose',
    });
    expect(await namesOf(await connect(token))).toEqual(withoutPersonal('marketer'));
  });

  test('a session that one token opened is closed to another, of the same person too', async () => {
    const [strong, weak] = [await tokenOf(scopes), await tokenOf(['read'])];
    const opened = await post({ authorization: `Bearer ${strong}` });
    const session = { 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' };
    expect(session['mcp-session-id']).not.toBe('');
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
    expect((await post({ authorization: `Bearer ${strong}`, ...session }, list)).status).toBe(200);
    expect((await post({ authorization: `Bearer ${weak}`, ...session }, list)).status).toBe(404);
  });

  test('a session ends with its token', async () => {
    const { db } = server.installation;
    const client = await connect(await tokenOf(scopes), 'legacy');
    expect(await namesOf(client)).toHaveLength(tools.length);
    await db.query('delete from access_tokens where scopes = $1::text[]', [scopes]);
    await expect(client.callTool({ name: 'query_leads', arguments: {} })).rejects.toThrow();
  });

  test.each(['legacy', 'auto'] as const)(
    'a stream that is open tells nothing more once its token is revoked (%s)',
    async (mode) => {
      const { db, changes } = server.installation;
      const granted: Scope[] = ['read', 'propose'];
      const client = await connect(await tokenOf(granted), mode);
      const stays = await connect(await tokenOf(['read']), mode);
      const heard = new Map([client, stays].map((one) => [one, 0]));
      for (const one of [client, stays]) {
        one.setNotificationHandler('notifications/resources/list_changed', () => {
          heard.set(one, (heard.get(one) ?? 0) + 1);
        });
        if (mode === 'auto') await one.listen({ resourcesListChanged: true });
        else await one.listResources();
      }
      let n = 0;
      const propose = () => {
        const value = { title: `R${++n}`, when: 'page_visit', points: 5 };
        const edits = [{ op: 'put' as const, path: `scoring/rules/${mode}${n}`, value }];
        return changes.propose({ title: 'Points', edits, author: approver.person, via: 'console' });
      };
      const proposeUntil = (done: () => void) =>
        vi.waitFor(async () => propose().then(done), { timeout: 20_000, interval: 200 });
      await proposeUntil(() => expect(Math.min(...heard.values())).toBeGreaterThan(0));
      await db.query('delete from access_tokens where scopes = $1::text[]', [granted]);
      const [before, until] = [heard.get(client), (heard.get(stays) ?? 0) + 2];
      await proposeUntil(() => expect(heard.get(stays)).toBeGreaterThanOrEqual(until));
      expect(heard.get(client)).toBe(before);
    },
  );

  test('what can be read is read with a token, but who leads are', async () => {
    const { engine } = server.installation;
    const at = { messageId: 'r', source: 'test', name: 'identify', occurredAt: Date.now() };
    const email = 'reader@lead.example';
    await engine.ingest([{ ...at, email, properties: {}, traits: { email, first_name: 'Wilhelmina' } }]);
    const lead = { uri: `trellis://leads/${encodeURIComponent(email)}` };
    for (const mode of ['legacy', 'auto'] as const) {
      const reader = await connect(await tokenOf(['read']), mode);
      const { resources } = await reader.listResources();
      expect(resources.length).toBeGreaterThan(5);
      for (const { uri } of resources) {
        const [read] = (await reader.readResource({ uri })).contents;
        expect([uri, (read as { text: string }).text.includes(email)]).toEqual([uri, false]);
      }
      const { resourceTemplates } = await reader.listResourceTemplates();
      expect(resourceTemplates.map(({ name }) => name)).not.toContain('lead');
      await expect(reader.readResource(lead)).rejects.toThrow();
      const told = await connect(await tokenOf(['read', 'personal']), mode);
      expect(JSON.stringify((await told.readResource(lead)).contents)).toContain('Wilhelmina');
    }
  });

  test('with every scope, and every tool called, nothing is approved', async () => {
    const { engine, changes } = server.installation;
    const at = { messageId: 'm', source: 'test', name: 'identify', occurredAt: Date.now() };
    const email = 'lead@attack.example';
    await engine.ingest([{ ...at, email, properties: {}, traits: { email } }]);
    const [change] = await changes.list();
    const known = {
      change,
      lead: { id: await engine.findLead(email), email },
      edits: change?.edits,
    } as unknown as Known;
    const before = (await engine.program()).hash;
    const client = await connect(await tokenOf(scopes));
    for (const [name, inputs] of Object.entries(toolInputs))
      for (const input of inputs(known))
        await client.callTool({ name, arguments: input as Record<string, unknown> });
    const all = await changes.list({ limit: 200 });
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['proposed']));
    expect((await engine.program()).hash).toBe(before);
  });
});

describe('trellis mcp --url', () => {
  /** Nothing of this machine's installation, and an empty folder. */
  function elsewhere(more: Record<string, string>) {
    const cwd = mkdtempSync(join(tmpdir(), 'trellis-elsewhere-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
    return { cwd, env: { PATH, NODE_COMPILE_CACHE, TRELLIS_HOME: join(cwd, 'none'), ...more } };
  }

  test('is a client of that server, with what the token may', async () => {
    const client = new OlderClient({ name: 'test', version: '1' });
    const args = [main, 'mcp', '--url', `${server.url}/mcp`];
    const place = elsewhere({ TRELLIS_TOKEN: await tokenOf(['read']) });
    await client.connect(new StdioClientTransport({ command: process.execPath, args, ...place }));
    onTestFinished(() => client.close());
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(withoutPersonal('viewer'));
    expect(await client.callTool({ name: 'query_leads', arguments: {} })).toMatchObject({
      structuredContent: { total: expect.any(Number) },
    });
  });

  test.each([
    ['without a token', () => server.url, '', /remote\.token|TRELLIS_TOKEN/],
    ['with a token that is none', () => server.url, 'trellis_pat_wrong', /not valid/],
    ['without encryption', () => 'http://trellis.example.com', 'x', /not https/],
    ['at no address', () => 'trellis.example.com', 'x', /no address/],
  ])('%s it says what to do', async (_, url, token, words) => {
    const { cwd, env } = elsewhere({ TRELLIS_TOKEN: token });
    const failed = await run(process.execPath, [main, 'mcp', '--url', url()], { cwd, env }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(words) });
  });
});
