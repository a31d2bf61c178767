import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  Client as ClientOfToday,
  StreamableHTTPClientTransport as HttpOfToday,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpServer } from '@modelcontextprotocol/server';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Change } from '../engine/runtime/changes/types.ts';
import { createApp } from '../server/app.ts';
import { tools } from '../tools/registry.ts';
import { startServer, type TestServer } from './server.ts';
import { initialize, postRaw } from './support/raw-mcp.ts';

let server: TestServer;
let address: URL;
let authorization: string;

const names = tools.map((tool) => tool.name);
const texts = (result: object) =>
  (result as { content: { text: string }[] }).content.map((part) => part.text);
const withToken = () => ({ requestInit: { headers: { authorization } } });

type AnyClient = Pick<Client | ClientOfToday, 'listTools' | 'close'> & {
  callTool(asked: { name: string; arguments: Record<string, unknown> }): Promise<object>;
};

/** The client of the older line, and the one of today in either era. */
const clients: Record<string, () => Promise<AnyClient>> = {
  'the older line': async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(address, withToken()) as Transport);
    return client;
  },
  'today in the older era': () => connectOfToday('legacy'),
  'today in the newer era': () => connectOfToday('auto'),
};

async function connectOfToday(mode: 'legacy' | 'auto'): Promise<ClientOfToday> {
  const client = new ClientOfToday({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new HttpOfToday(address, withToken()));
  expect(client.getProtocolEra()).toBe(mode === 'auto' ? 'modern' : 'legacy');
  return client;
}

/** As a program without a library: what it is refused with. */
const ask = (headers: Record<string, string>, body: object = initialize) => postRaw(address, headers, body);

/** Sent to us under another name, as a rebound one would be. */
function statusAs(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization, accept: 'text/event-stream' };
    httpRequest(address, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('/mcp', () => {
  beforeAll(async () => {
    server = await startServer();
    address = new URL('/mcp', server.url);
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as { token: string };
    authorization = `Bearer ${owner.token}`;
  });

  test.each(Object.keys(clients))(
    'a client of %s lists, asks and proposes; nothing becomes active',
    async (kind) => {
      const client = await (clients[kind] as () => Promise<AnyClient>)();
      onTestFinished(() => client.close());
      const { changes, engine } = server.installation;
      const before = (await engine.program()).version;
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(names);
      expect(await client.callTool({ name: 'query_leads', arguments: {} })).toMatchObject({
        structuredContent: { count: 0 },
      });
      const when = `page_visit AND page_url CONTAINS "${kind}"`;
      const result = await client.callTool({
        name: 'propose_change',
        arguments: { scoring: { put_rules: [{ when, points: 25 }] } },
      });
      const [filed] = await changes.list();
      expect(filed).toMatchObject({ status: 'proposed', via: 'mcp' });
      expect(texts(result)[0]).toContain(`${server.url}/changes/${filed?.id}`);
      expect((await engine.program()).version).toBe(before);
    },
  );

  test.each(['legacy', 'modern'])(
    'the Inspector finds no fault with the tools in the %s era',
    async (era) => {
      const method = ['--protocol-era', era, '--strict', '--method', 'tools/list', '--format', 'json', '-q'];
      const header = ['--header', `authorization: ${authorization}`];
      const { stdout } = await promisify(execFile)(
        join(import.meta.dirname, '../node_modules/.bin/mcp-inspector'),
        ['--cli', address.href, '--transport', 'http', ...header, ...method],
        { maxBuffer: 16 * 1024 * 1024 },
      );
      const found = JSON.parse(stdout).result.tools as { name: string }[];
      expect(found.map((tool) => tool.name)).toEqual(names);
    },
  );

  test('a filed change says in the log which face and which address it came from', async () => {
    const { db } = server.installation;
    const rows = await db.query<{ via: string; address: string }>(
      `select via, address from audit where action = 'propose' order by n desc limit 1`,
    );
    expect(rows).toMatchObject([{ via: 'mcp', address: 'local' }]);
  });

  test('who sends no token, a wrong one or the cookie of a console is refused', async () => {
    const { cookie } = await server.signIn('admin');
    for (const headers of [{}, { authorization: 'Bearer guessed' }, { cookie }]) {
      const response = await ask(headers as Record<string, string>);
      expect([headers, response.status]).toEqual([headers, 401]);
      expect(await response.json()).toMatchObject({ error: { code: expect.stringMatching(/^auth\./) } });
    }
    // Refused at the door, and not only because the cookie is not handed on.
    expect(await (await ask({ cookie })).text()).toContain('a session of the console does not count here');
  });

  test('the pages of other sites are refused with every method, and so are names that are not ours', async () => {
    const foreign = { authorization, origin: 'https://evil.example' };
    expect((await ask(foreign)).status).toBe(403);
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(address, { method, headers: { ...foreign, accept: 'text/event-stream' } });
      expect([method, response.status]).toEqual([method, 403]);
    }
    expect((await ask({ authorization, origin: server.url })).status).toBe(200);
    expect(await statusAs('rebound.example')).toBe(421);
  });

  test('a session that is closed, or never was, is not found, and its client is told to open one', async () => {
    const opened = await ask({ authorization });
    const session = opened.headers.get('mcp-session-id') ?? '';
    await opened.text();
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
    const inSession = { authorization, 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' };
    expect((await ask(inSession, list)).status).toBe(200);
    expect((await fetch(address, { method: 'DELETE', headers: inSession })).status).toBe(200);
    expect((await ask(inSession, list)).status).toBe(404);
    expect((await ask({ ...inSession, 'mcp-session-id': 'guessed' }, list)).status).toBe(404);
    expect((await ask({ authorization }, list)).status).toBe(400);
  });

  test('the key of a terminal is not passed on: even a server that asked for it could not approve', async () => {
    const { installation, home } = server;
    const [filed] = await installation.changes.list();
    const { editHash, planHash } = filed as Change;
    const statuses: number[] = [];
    const app = createApp(installation, {
      mcp: {
        build: async ({ request }) => {
          const response = await request(`/api/changes/${filed?.id}/approve`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ editHash, planHash }),
          });
          statuses.push(response.status);
          return new McpServer({ name: 'hostile', version: '1' });
        },
      },
    });
    const key = readFileSync(join(home, 'terminal.key'), 'utf8').trim();
    const headers = {
      authorization,
      'x-trellis-terminal': key,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    await app.request(address.href, { method: 'POST', headers, body: JSON.stringify(initialize) });
    expect(statuses).toEqual([403]);
    expect((await installation.changes.get(filed?.id ?? '')).status).toBe('proposed');
  });
});
