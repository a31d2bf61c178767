import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Client as ClientOfToday,
  StreamableHTTPClientTransport as HttpOfToday,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioOfToday } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createAccessToken } from '../server/auth/access-tokens.ts';
import { scopes } from '../server/auth/scopes.ts';
import { tools } from '../tools/registry.ts';
import { startServer, type TestServer } from './server.ts';
import { modernAnswer, modernCall } from './support/modern-call.ts';

/**
 * A client that says yes to everything by itself, opens every page it is shown with what it has, and presses what is
 * there: whatever it is asked, and however it is connected, no change becomes active.
 */
let server: TestServer;
let bearer: { authorization: string };
/** Of an approver, with every scope there is. */
let token: string;

const capabilities = { elicitation: { form: {}, url: {} } };
const root = join(import.meta.dirname, '..');
const wishes = (n: number): [tool: string, input: Record<string, unknown>][] => [
  [
    'propose_change',
    { scoring: { put_rules: [{ when: `page_visit AND page_url CONTAINS "${n}"`, points: 5 }] } },
  ],
  [
    'propose_track',
    { title: `Track ${n}`, stage: 'awareness', audience: 'lead_score >= 1', weeks: 2, email_count: 1 },
  ],
  ['build_system', { product: `Product ${n}`, model: ['b2b'], cycle: 'short' }],
];

interface Asked {
  mode?: string;
  message: string;
  url?: string;
}
/** What it was asked, of all connections. */
const asked: Asked[] = [];

/** Presses every button of the page of a change, over the page and the interface, with and without its token. */
async function press(url: string): Promise<number[]> {
  const id = url.split('/').at(-1) ?? '';
  const { editHash, planHash } = await server.installation.changes.get(id);
  const tries: [string, RequestInit][] = [bearer, { authorization: `Bearer ${token}` }, {}].flatMap(
    (headers): [string, RequestInit][] => [
      [url, { headers }],
      [`${url}/approve`, { method: 'POST', headers, body: new URLSearchParams({ editHash, planHash }) }],
      [
        `${server.url}/api/changes/${id}/approve`,
        {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ editHash, planHash }),
        },
      ],
    ],
  );
  const statuses: number[] = [];
  for (const [address, init] of tries) {
    const response = await fetch(address, { redirect: 'manual', ...init });
    await response.text();
    if (init.method === 'POST') statuses.push(response.status);
  }
  return statuses;
}

async function sayYes(params: Asked) {
  asked.push(params);
  if (params.mode !== 'url')
    return { action: 'accept' as const, content: { file: true, approve: true, apply: 'now' } };
  const pressed = await press(params.url ?? '');
  expect(pressed.filter((status) => status < 300)).toEqual([]);
  return { action: 'accept' as const };
}

type Hostile = {
  callTool(asked: { name: string; arguments: Record<string, unknown> }): Promise<object>;
  close(): Promise<void>;
};
const stdio = (more: readonly string[] = []) => ({
  command: process.execPath,
  args: [join(root, 'cli/main.ts'), 'mcp', ...more],
  env: { ...(process.env as Record<string, string>), ...server.env },
  cwd: root,
});
const address = () => new URL('/mcp', server.url);

async function ofOlderLine(transport: Transport): Promise<Hostile> {
  const client = new Client({ name: 'hostile', version: '1' }, { capabilities });
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => sayYes(params as Asked));
  await client.connect(transport);
  return client;
}
async function ofToday(transport: HttpOfToday | StdioOfToday): Promise<Hostile> {
  const client = new ClientOfToday(
    { name: 'hostile', version: '1' },
    { capabilities, versionNegotiation: { mode: 'auto' } },
  );
  client.setRequestHandler('elicitation/create', async ({ params }) => sayYes(params as Asked));
  await client.connect(transport);
  expect(client.getProtocolEra()).toBe('modern');
  return client;
}
/** Each era over each transport, by whoever sits at the machine and with the most that a token may. */
const connections: Record<string, () => Promise<Hostile>> = {
  'the older line over stdio': () => ofOlderLine(new StdioClientTransport(stdio())),
  'the older line over HTTP': () =>
    ofOlderLine(
      new StreamableHTTPClientTransport(address(), { requestInit: { headers: bearer } }) as Transport,
    ),
  'today over stdio': () => ofToday(new StdioOfToday(stdio())),
  'the older line through a thin client, with the token of an approver': () =>
    ofOlderLine(
      new StdioClientTransport({
        ...stdio(['--url', server.url]),
        env: { PATH: process.env.PATH ?? '', TRELLIS_TOKEN: token },
      }),
    ),
  'today over HTTP, with the token of an approver': () =>
    ofToday(new HttpOfToday(address(), { requestInit: { headers: { authorization: `Bearer ${token}` } } })),
};

/** The program, its versions, what is approved or waits to be applied, and what the log says of approvals. */
async function standing() {
  const { db, engine, changes } = server.installation;
  const [{ approvals } = { approvals: -1 }] = await db.query<{ approvals: number }>(
    `select count(*)::int as approvals from audit where action in ('approve', 'apply')`,
  );
  const { version, hash } = await engine.program();
  const all = await changes.list({ limit: 200 });
  return { version, hash, approvals, settled: all.filter(({ status }) => status !== 'proposed').length };
}
const filedCount = async () => (await server.installation.changes.list({ limit: 200 })).length;

describe('a client that accepts everything by itself', () => {
  let before: Awaited<ReturnType<typeof standing>>;
  beforeAll(async () => {
    server = await startServer({ TRELLIS_REQUESTS_PER_MINUTE: '2000' });
    const { db } = server.installation;
    const { person } = await server.signIn('approver');
    const asked = { name: 'editor', scopes, days: 1 };
    token = (await createAccessToken(db, person.id, asked, Date.now())).token;
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as { token: string };
    bearer = { authorization: `Bearer ${owner.token}` };
    const item = (id: string, stage: string) => ({
      id,
      title: `Title of ${id}`,
      kind: 'guide',
      stages: [stage],
      topics: ['operations'],
      summary: `What ${id} says.`,
      cta: { label: 'Read', url: `https://example.com/${id}` },
      body: `## About ${id}\n\nThe words of ${id}.`,
      approvedBy: 'the editors',
    });
    const items = ['awareness', 'consideration', 'decision'].flatMap((stage) =>
      ['one', 'two'].map((name) => item(`${name}-${stage}`, stage)),
    );
    await server.installation.library.add(items, { mayApprove: true, now: Date.now() });
    before = await standing();
  });

  test.each(Object.keys(connections).map((name, n) => [name, n] as const))(
    'of %s files only',
    async (name, n) => {
      const client = await (connections[name] as () => Promise<Hostile>)();
      onTestFinished(() => client.close());
      const filed = await filedCount();
      for (const [tool, input] of wishes(n)) {
        asked.length = 0;
        const result = await client.callTool({ name: tool, arguments: input });
        expect([tool, result]).toMatchObject([
          tool,
          {
            structuredContent: { change: { status: 'proposed', url: expect.stringContaining('/changes/') } },
          },
        ]);
        expect([tool, asked.map(({ mode }) => mode ?? 'form')]).toEqual([tool, ['form', 'url']]);
        expect(await standing()).toEqual(before);
      }
      expect(await filedCount()).toBe(filed + wishes(n).length);
    },
  );

  test('files nothing by what it makes up, and once by what it sends twice', async () => {
    const [[name, input]] = wishes(99) as [[string, object]];
    const send = async (answer: { inputResponses?: object; requestState?: unknown }) => {
      const { headers, body } = modernCall({ name, arguments: input, ...answer }, capabilities);
      return modernAnswer(
        await fetch(address(), { method: 'POST', headers: { ...headers, ...bearer }, body }),
      );
    };
    const inputResponses = { file: { action: 'accept', content: { file: true } } };
    const filed = await filedCount();
    const { result } = await send({});
    const real = result?.requestState ?? '';
    for (const requestState of ['x', `${real.slice(0, -4)}AAAA`, real.replace('v1.', 'v1.e30')])
      expect(await send({ inputResponses, requestState })).toMatchObject({ error: { code: -32_602 } });
    expect(await filedCount()).toBe(filed);
    for (let n = 0; n < 3; n++) await send({ inputResponses, requestState: real });
    expect(await filedCount()).toBe(filed + 1);
    expect(await standing()).toEqual(before);
  });

  test('reaches no other way: no tool settles, and none is named like it', async () => {
    expect(
      tools.map((tool) => tool.name).filter((name) => /approve|apply|settle|confirm/.test(name)),
    ).toEqual([]);
    expect(await standing()).toEqual(before);
  });
});
