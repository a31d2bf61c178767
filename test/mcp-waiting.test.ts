import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Client as ClientOfToday,
  StreamableHTTPClientTransport as HttpOfToday,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioOfToday } from '@modelcontextprotocol/client/stdio';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Change, Proposal } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';

let server: TestServer;
const root = join(import.meta.dirname, '..');

type Way = readonly [over: 'http' | 'stdio', era: 'legacy' | 'auto'];
const ways: Way[] = [
  ['http', 'legacy'],
  ['http', 'auto'],
  ['stdio', 'auto'],
];

async function connect([over, mode]: Way): Promise<ClientOfToday> {
  const client = new ClientOfToday({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  onTestFinished(() => client.close());
  if (over === 'http') {
    const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as { token: string };
    const requestInit = { headers: { authorization: `Bearer ${owner.token}` } };
    await client.connect(new HttpOfToday(new URL('/mcp', server.url), { requestInit }));
    return client;
  }
  const env = { PATH: process.env.PATH ?? '', TRELLIS_HOME: server.home };
  const args = [join(root, 'cli/main.ts'), 'mcp'];
  await client.connect(new StdioOfToday({ command: process.execPath, args, env, cwd: root }));
  return client;
}

const proposal = (name: string) => ({
  name: 'propose_change',
  arguments: { scoring: { put_rules: [{ when: `page_visit AND page_url CONTAINS "${name}"`, points: 5 }] } },
});

describe('a proposal, which takes seconds', () => {
  beforeAll(async () => {
    server = await startServer();
    const { engine, clock } = server.installation;
    const occurredAt = clock();
    const email = 'a@x.example';
    const event = { messageId: 'm', source: 'test', name: 'identify', email, occurredAt };
    await engine.ingest([{ ...event, properties: {}, traits: { email } }]);
  });

  test.each(ways)(
    'tells over %s (%s) how far it is, and files nothing when it is called off',
    async (...way) => {
      const client = await connect(way);
      const told: { progress: number; message?: string }[] = [];
      const result = await client.callTool(proposal(way.join('-')), {
        onprogress: ({ progress, message }) => told.push({ progress, ...(message && { message }) }),
      });
      expect(result.isError).toBeFalsy();
      // The last is lost to the client of today where it comes in one piece with the answer.
      const all = ['Counting whom the change touches', 'Running the last 90 days again: 1 of 1 leads'];
      expect(told.length).toBeGreaterThan(0);
      expect(told).toEqual(all.map((message, n) => ({ progress: n + 1, message })).slice(0, told.length));

      const { changes } = server.installation.services;
      const propose = changes.propose.bind(changes);
      const before = await changes.list();
      // Held until it is called off, so that it is under way by then.
      const held = vi
        .spyOn(changes, 'propose')
        .mockImplementation(async (input: Proposal): Promise<Change> => {
          const { progress, signal } = input.watch ?? {};
          const calledOff = new Promise((resolve) => signal?.addEventListener('abort', resolve));
          progress?.('held');
          await calledOff;
          return propose(input);
        });
      onTestFinished(() => held.mockRestore());
      const abort = new AbortController();
      const call = client.callTool(proposal(`off-${way.join('-')}`), {
        signal: abort.signal,
        onprogress: () => abort.abort('not wanted any more'),
      });
      await expect(call).rejects.toThrow();
      await expect(held.mock.results[0]?.value).rejects.toBeDefined();
      expect(await changes.list()).toEqual(before);
    },
  );
});
