import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { programSchema } from '../engine/program/schema.ts';
import type { Person } from '../engine/runtime/changes/types.ts';
import { createAccessToken } from '../server/auth/access-tokens.ts';
import type { Scope } from '../server/auth/scopes.ts';
import { startServer, type TestServer } from './server.ts';

const main = join(import.meta.dirname, '../cli/main.ts');
const eras = ['legacy', 'auto'] as const;
type Era = (typeof eras)[number];

let server: TestServer;
let authorization: string;
let marketer: Person;
const seen = () => ({ proof: 'local', person: server.installation.localAdmin });

const newClient = (mode: Era) =>
  new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode }, capabilities: {} });

async function overHttp(mode: Era, bearer = authorization): Promise<Client> {
  const client = newClient(mode);
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', server.url), {
    requestInit: { headers: { authorization: bearer } },
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function overStdio(mode: Era): Promise<Client> {
  const client = newClient(mode);
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
    ...server.env,
  };
  const transport = new StdioClientTransport({ command: process.execPath, args: [main, 'mcp'], env });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function read(client: Client, uri: string): Promise<string> {
  const [found] = (await client.readResource({ uri })).contents;
  expect(found).toMatchObject({ uri, mimeType: expect.any(String) });
  return (found as { text: string }).text;
}

const segment = (id: string) => ({
  title: `Segment ${id}`,
  edits: [{ op: 'put' as const, path: `segments/${id}`, value: { title: id, when: 'lead_score >= 10' } }],
});
const propose = (id: string, author = marketer) =>
  server.installation.changes.propose({ ...segment(id), author, via: 'console', tainted: [] });
async function approve(id: string): Promise<void> {
  const { person } = await server.signIn('approver');
  const { changes } = server.installation;
  await changes.approve(id, person, await changes.get(id));
}

const words = (n: number) => `## Part ${n}\n\nThe words of part ${n}.\n`;
const item = (id: string, rest: object = {}) => ({
  id,
  title: `About ${id}`,
  kind: 'guide',
  stages: ['awareness'],
  summary: 'S.',
  cta: { label: 'Read', url: 'https://example.com' },
  body: words(0),
  approvedBy: 'Ada',
  ...rest,
});

describe('resources', () => {
  beforeAll(async () => {
    server = await startServer();
    const { db, engine, library } = server.installation;
    const long = Array.from({ length: 15 }, (_, n) => words(n)).join('\n');
    await library.add([item('short'), item('long', { body: long })], { mayApprove: true, now: Date.now() });
    const more = Array.from({ length: 30 }, (_, n) => item(`item-${n}`));
    await library.add(more, { mayApprove: true, now: Date.now() });
    await library.add([item('draft')], { mayApprove: false, now: Date.now() });
    const content = await library.pin('short');
    const program = programSchema.parse({
      schema: 1,
      segments: { keen: { title: 'Keen', when: 'lead_score >= 50' } },
      tracks: {
        welcome: { title: 'Welcome', stage: 'awareness', steps: [{ id: 'hello', kind: 'email', content }] },
      },
    });
    await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
    await engine.ingest([
      {
        messageId: 'a',
        source: 'test',
        userId: 'u1',
        email: 'ada@example.com',
        name: 'identify',
        occurredAt: Date.now(),
        properties: {},
        traits: { email: 'ada@example.com', first_name: 'Ada', last_name: 'Lovelace' },
      },
    ]);
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as { token: string };
    authorization = `Bearer ${owner.token}`;
    marketer = (await server.signIn('marketer')).person;
  });

  test.each(eras)('are listed in pages that have everything once, and read (%s)', async (era) => {
    const client = await overHttp(era);
    const { id } = await propose(`listed-${era}`);
    const before = server.installation.recentTaint.of(seen());
    const found = [];
    const sizes = [];
    let cursor: string | undefined;
    do {
      // Page by page: `listResources` goes through all of them.
      const params = cursor === undefined ? {} : { cursor };
      const page = await client.request({ method: 'resources/list', params });
      found.push(...page.resources);
      sizes.push(page.resources.length);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const addresses = found.map(({ uri }) => uri);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(83);
    expect((await client.listResources()).resources).toEqual(found);
    expect(addresses).toEqual(
      expect.arrayContaining([
        'trellis://program',
        'trellis://vocabulary',
        'trellis://reference/conditions',
        'trellis://program/policies.yaml',
        'trellis://program/tracks/welcome.yaml',
        'trellis://program/tracks/welcome.mmd',
        'trellis://program/segments/keen.yaml',
        'trellis://schema/tracks.json',
        `trellis://changes/${id}`,
        'trellis://content/long',
      ]),
    );
    expect(addresses.filter((uri) => /draft|leads/.test(uri))).toEqual([]);
    // The words of somebody else are not on the list, so that listing marks nobody.
    expect(JSON.stringify(found)).not.toContain(`Segment listed-${era}`);
    expect(server.installation.recentTaint.of(seen())).toEqual(before);
    for (const { uri, mimeType } of found.filter(({ uri }) => !uri.includes('content/item-'))) {
      const [content] = (await client.readResource({ uri })).contents;
      expect([uri, content?.mimeType]).toEqual([uri, mimeType]);
      expect((content as { text: string }).text).not.toBe('');
    }
  });

  test('say what they are about', async () => {
    const client = await overHttp('auto');
    expect(await read(client, 'trellis://program/tracks/welcome.yaml')).toMatch(
      /^# base: \d+\n# yaml.*\ntitle: Welcome\n/,
    );
    expect(await read(client, 'trellis://program/tracks/welcome.mmd')).toMatch(/^flowchart TD\n/);
    expect(await read(client, 'trellis://reference/conditions')).toMatch(/^# Conditions\n/);
    expect(JSON.parse(await read(client, 'trellis://schema/tracks.json'))).toHaveProperty('properties.steps');
    expect(JSON.parse(await read(client, 'trellis://program'))).toMatchObject({
      tracks: [{ id: 'welcome' }],
    });
    expect(JSON.parse(await read(client, 'trellis://vocabulary'))).toHaveProperty('vocabulary.fields');
    expect(await read(client, 'trellis://content/short')).toMatch(
      /^---\nid: short\n[\s\S]*\n---\n\n# About short\n\n## Part 0\n\nThe words of part 0\.\n$/,
    );
    expect(await read(client, 'trellis://content/long')).toMatch(
      /part 11\.\n\n\[It goes on in trellis:\/\/content\/long@1\/passages\/12 to trellis:\/\/content\/long@1\/passages\/14\.]\n$/,
    );
    expect(await read(client, 'trellis://content/long@1/passages/12')).toBe(
      '# About long › Part 12\n\nlong@1, passage 12 of 15\n\nThe words of part 12.\n',
    );
    expect(await read(client, 'trellis://leads/ada%40example.com')).toMatch(
      /^# Ada Lovelace\n[\s\S]*\n# Score\n/,
    );
  });

  test('show a change with its diff and where a person approves it, and mark who reads what others wrote', async () => {
    const client = await overHttp('legacy');
    const { id } = await propose('shown');
    const text = await read(client, `trellis://changes/${id}`);
    expect(text).toContain(`# Segment shown\n\nChange ${id}, proposed; proposed by marketer on `);
    expect(text).toContain(`A person reads, approves or rejects it at ${server.url}/changes/${id}\n`);
    expect(text).toMatch(/## What it changes\n\n- .*shown/);
    await read(client, 'trellis://content/draft');
    expect(server.installation.recentTaint.of(seen())).toEqual(
      expect.arrayContaining([`change:${id}`, 'content:draft@1']),
    );
  });

  test.each(eras)(
    'that are not there, and cursors that never were, are refused in our words (%s)',
    async (era) => {
      const client = await overHttp(era);
      for (const uri of [
        'trellis://program/tracks/none.yaml',
        'trellis://program/../../etc/passwd',
        'trellis://content/none',
        'trellis://content/short/passages/7',
        'trellis://content/short/passages/x',
        'trellis://changes/0000',
        'trellis://leads/nobody@example.com',
        'trellis://schema/none.json',
        'trellis://nothing',
      ]) {
        const refused = await client.readResource({ uri }).catch((error: unknown) => error);
        expect([uri, refused]).toMatchObject([
          uri,
          { code: -32_602, message: expect.stringMatching(/\.unknown\)$|not found/) },
        ]);
      }
      const { code } = (await client.listResources({ cursor: 'x' }).catch((error) => error)) as {
        code: number;
      };
      expect(code).toBe(-32_602);
    },
  );

  test.each(eras)('are open to a token that reads, leads only with the scope personal (%s)', async (era) => {
    const { db } = server.installation;
    const withScopes = async (scopes: Scope[]) => {
      const asked = { name: 'test', scopes, days: 1 };
      const { token } = await createAccessToken(db, marketer.id, asked, Date.now());
      return overHttp(era, `Bearer ${token}`);
    };
    const reader = await withScopes(['read']);
    const { id } = await propose(`token-${era}`);
    for (const { uri } of (await reader.listResources()).resources) await read(reader, uri);
    expect(await read(reader, `trellis://changes/${id}`)).toContain(id);
    const templates = async (client: Client) =>
      (await client.listResourceTemplates()).resourceTemplates.map(({ name }) => name);
    expect(await templates(reader)).not.toContain('lead');
    const refused = await reader
      .readResource({ uri: 'trellis://leads/ada@example.com' })
      .catch((error) => error);
    expect(refused.message).toContain('(auth.personal)');
    expect(JSON.stringify(refused)).not.toMatch(/Ada|Lovelace/);

    const personal = await withScopes(['read', 'personal']);
    expect(await templates(personal)).toContain('lead');
    expect(await read(personal, 'trellis://leads/ada@example.com')).toMatch(/^# Ada Lovelace\n/);
  });

  test('have templates, completed by what there is', async () => {
    const client = await overHttp('auto');
    const { resourceTemplates } = await client.listResourceTemplates();
    const named = new Map(resourceTemplates.map(({ name, uriTemplate }) => [name, uriTemplate]));
    const complete = async (name: string, variable: string, value: string) => {
      const ref = { type: 'ref/resource' as const, uri: named.get(name) as string };
      return (await client.complete({ ref, argument: { name: variable, value } })).completion.values;
    };
    expect(await complete('track', 'track', 'wel')).toEqual(['welcome']);
    expect(await complete('segment', 'segment', 'kee')).toEqual(['keen']);
    expect(await complete('content', 'item', 'lo')).toEqual(['long']);
    expect(await complete('program-file', 'file', 'pol')).toEqual(['policies.yaml']);
    expect(await complete('schema', 'schema', 'tra')).toEqual(['tracks']);
    const { id } = await propose('completed');
    expect(await complete('change', 'change', id.slice(0, 20))).toEqual([id]);
    expect(await complete('lead', 'lead', 'ada')).toEqual([]);
  });

  describe.each([
    ['HTTP', overHttp],
    ['stdio', overStdio],
  ] as const)('over %s', (_, connect) => {
    test.each(eras)('tell of what changed to whoever asked to be told (%s)', async (era) => {
      const client = await connect(era);
      const told = { lists: 0, updated: [] as string[] };
      client.setNotificationHandler('notifications/resources/list_changed', () => {
        told.lists += 1;
      });
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
        told.updated.push(params.uri);
      });
      const { id } = await propose(`told-${era}-${connect.name.toLowerCase()}`);
      const watched = ['trellis://program', `trellis://changes/${id}`];
      if (era === 'legacy') for (const uri of watched) await client.subscribeResource({ uri });
      else await client.listen({ resourcesListChanged: true, resourceSubscriptions: watched });
      // Whoever begins to listen hears of what comes after: it is tried until the feed is followed.
      let n = 0;
      await vi.waitFor(
        async () => {
          n += 1;
          await propose(`noise-${era}-${connect.name.toLowerCase()}-${n}`);
          expect(told.lists).toBeGreaterThan(0);
        },
        { timeout: 20_000, interval: 200 },
      );
      // That it was filed may have come late; the others that were filed are nobody's here.
      expect(told.updated.filter((uri) => uri !== watched[1])).toEqual([]);
      await approve(id);
      await vi.waitFor(() => expect(new Set(told.updated)).toEqual(new Set(watched)), { timeout: 20_000 });
    });
  });
});
