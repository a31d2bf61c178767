import { InMemoryServerEventBus } from '@modelcontextprotocol/server';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { McpOptions } from '../server/mcp.ts';
import { startServer, type TestServer } from './server.ts';
import { listenForSuite } from './support/conformance/listen.ts';
import { type Revision, requiredBy, runSuite } from './support/conformance/run-suite.ts';
import { buildFixture } from './support/conformance/server.ts';

const revisions: Revision[] = ['2025-11-25', '2026-07-28'];

/** What the suite asks of any server, whatever its tools are called. */
const ofAnyServer: Record<Revision, string[]> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
    'server-session-lifecycle',
  ],
  '2026-07-28': [
    'tools-list',
    'resources-list',
    'prompts-list',
    'sep-2164-resource-not-found',
    'dns-rebinding-protection',
    'http-header-validation',
  ],
};
/** Without checks of its own on a server that does not keep what it sent for those who come back. */
const withoutChecks = ['server-sse-polling'];

let server: TestServer;

async function suiteOn(mcp: McpOptions, revision: Revision) {
  const { url, close } = await listenForSuite(server, mcp);
  onTestFinished(close);
  return runSuite(url, revision);
}

describe('the official conformance suite', () => {
  beforeAll(async () => {
    server = await startServer();
  });

  test.each(revisions)('finds all that %s requires in our transport', async (revision) => {
    const bus = new InMemoryServerEventBus();
    const { code, scenarios, output } = await suiteOn({ bus, build: () => buildFixture(bus) }, revision);
    const { required, beside } = requiredBy(revision);
    expect(required.length).toBeGreaterThan(25);
    // Tasks are an extension, which we leave out.
    const ours = beside.filter((name) => !name.startsWith('tasks-') && !withoutChecks.includes(name));
    for (const name of [...required, ...ours]) {
      expect([name, scenarios[name]], output).toEqual([name, { passed: expect.any(Number), failed: 0 }]);
      expect([name, scenarios[name]?.passed]).not.toEqual([name, 0]);
    }
    expect(code).toBe(0);
  });

  test.each(revisions)('finds what %s asks of any server in ours', async (revision) => {
    const { scenarios, output } = await suiteOn({}, revision);
    for (const name of ofAnyServer[revision]) {
      expect([name, scenarios[name]], output).toEqual([name, { passed: expect.any(Number), failed: 0 }]);
      expect([name, scenarios[name]?.passed]).not.toEqual([name, 0]);
    }
  });
});
