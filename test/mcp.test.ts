import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Client as ClientOfToday } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioOfToday } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { parse as parseToml } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { type McpClient, mcpConfig } from '../cli/mcp-config.ts';
import { parseConfig } from '../server/config.ts';
import { type Running, start } from '../server/start.ts';
import { tools } from '../tools/registry.ts';

const root = join(import.meta.dirname, '..');
const main = join(root, 'cli/main.ts');
const inspector = join(root, 'node_modules/.bin/mcp-inspector');
const run = promisify(execFile);

let home: string;
let running: Running;

/** What a client's configuration would give the server. */
const environment = (folder: string) => ({
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
  TRELLIS_HOME: folder,
  TRELLIS_DEMO: 'false',
});

/** A data folder with the run's template of a database. */
function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-mcp-'));
  cpSync(inject('template'), join(folder, 'database'), { recursive: true });
  return folder;
}

const configOf = (folder: string) =>
  parseConfig({ TRELLIS_HOME: folder, PORT: '0', TRELLIS_DEMO: 'false', LOG_LEVEL: 'silent' });

async function connect(folder = home): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [main, 'mcp'],
      env: environment(folder),
      cwd: root,
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

async function inspect(...args: string[]): Promise<{ code: number; stdout: string }> {
  const env = Object.entries(environment(home)).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  try {
    const { stdout } = await run(inspector, [
      '--cli',
      process.execPath,
      main,
      'mcp',
      ...env,
      ...args,
      '--format',
      'json',
      '-q',
    ]);
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, stdout };
  }
}

const texts = (result: object) =>
  (result as { content: { text: string }[] }).content.map((part) => part.text);
const names = tools.map((tool) => tool.name);

describe('trellis mcp', () => {
  beforeAll(async () => {
    home = newHome();
    running = await start(configOf(home));
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('a client of the older line lists the tools of the registry, whole', async () => {
    const client = await connect();
    const listed = (await client.listTools()).tools;
    expect(listed.map((tool) => [tool.name, tool.title, tool.description])).toEqual(
      tools.map((tool) => [tool.name, tool.title, tool.description]),
    );
    for (const [index, tool] of listed.entries()) {
      expect(tool.annotations).toMatchObject(tools[index]?.annotations ?? {});
      expect(tool.inputSchema.type).toBe('object');
      expect(tool.outputSchema?.type).toBe('object');
    }
  });

  test.each(['legacy', 'auto'] as const)(
    'a client of today is served when it asks for the era %s',
    async (mode) => {
      const client = new ClientOfToday({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
      const args = [main, 'mcp'];
      await client.connect(
        new StdioOfToday({ command: process.execPath, args, env: environment(home), cwd: root }),
      );
      onTestFinished(() => client.close());
      expect(client.getProtocolEra()).toBe(mode === 'auto' ? 'modern' : 'legacy');
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(names);
      const result = await client.callTool({ name: 'query_leads', arguments: {} });
      expect(result.structuredContent).toMatchObject({ count: 0 });
    },
  );

  test('a question is answered with structured content and the same as text', async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'query_leads', arguments: {} });
    expect(result.isError).toBeFalsy();
    expect(result.structuredContent).toMatchObject({ count: 0 });
    expect(JSON.parse(texts(result)[0] ?? '')).toEqual(result.structuredContent);
  });

  test('a proposal comes back with its id and the address where a person approves it; nothing approves here', async () => {
    const { engine, changes } = running.installation;
    const before = (await engine.program()).version;
    const client = await connect();
    const result = await client.callTool({
      name: 'propose_change',
      arguments: {
        scoring: { put_rules: [{ when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 }] },
      },
    });
    const [filed] = await changes.list();
    expect(filed).toMatchObject({ status: 'proposed', via: 'mcp' });
    expect(texts(result)[0]).toBe(
      `Change ${filed?.id} is proposed, not active. A person approves or rejects it at ${running.url}/changes/${filed?.id}`,
    );
    expect((await engine.program()).version).toBe(before);
    expect(names.filter((name) => /approve|apply|settle|confirm/.test(name))).toEqual([]);
  });

  test('a bad call is an error in our words that names the fault', async () => {
    const client = await connect();
    const unknown = await client.callTool({ name: 'query_leads', arguments: { where: 'shoe_size > 3' } });
    expect(unknown.isError).toBe(true);
    expect(texts(unknown)[0]).toContain('(condition.unknown_name)');
    const invalid = await client.callTool({ name: 'show_program', arguments: { nothing: true } });
    expect(invalid.isError).toBe(true);
    expect(texts(invalid)[0]).toContain('(input.invalid)');
  });

  test('it works where no server runs, and then lets one start', async () => {
    const folder = newHome();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await (await start(configOf(folder))).stop();
    const client = await connect(folder);
    const ask = () => client.callTool({ name: 'query_leads', arguments: {} });
    expect((await ask()).structuredContent).toMatchObject({ count: 0 });

    const server = await vi.waitFor(() => start(configOf(folder)), { timeout: 20_000, interval: 500 });
    try {
      expect((await ask()).structuredContent).toMatchObject({ count: 0 });
    } finally {
      await server.stop();
    }
  });

  test('where there is no installation it says how to make one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trellis-mcp-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const failed = await run(process.execPath, [main, 'mcp'], { cwd: root, env: environment(folder) }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('`npm start`') });
  });

  test('nothing but the protocol is written to standard output, and the end of input ends it', async () => {
    const child = spawn(process.execPath, [main, 'mcp'], {
      cwd: root,
      env: environment(home),
      stdio: ['pipe', 'pipe', 'ignore'],
    }) satisfies ChildProcessByStdio<Writable, Readable, null>;
    const request = (id: number, method: string, params: object) =>
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const clientInfo = { name: 'raw', version: '1' };
    request(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    request(2, 'tools/call', { name: 'query_leads', arguments: {} });
    let answers = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      answers += chunk.toString().split('\n').length - 1;
      if (answers === 2) child.stdin.end();
    });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const lines = output.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { jsonrpc: '2.0', id: 1, result: { serverInfo: { name: 'trellis' } } },
      { jsonrpc: '2.0', id: 2, result: { structuredContent: { count: 0 } } },
    ]);
    expect(code).toBe(0);
  });

  test('the configurations of docs/mcp.md are those that are printed, and work from any folder', async () => {
    const guide = readFileSync(join(root, 'docs/mcp.md'), 'utf8').split('## Prompts')[0] ?? '';
    const said = [...guide.matchAll(/```(json|toml)\n(.*?)```/gs)].map(([, kind, text = '']) =>
      kind === 'json' ? JSON.parse(text) : parseToml(text),
    );
    const printed = (client: McpClient, reach: { url?: string } = {}) => {
      const { text } = mcpConfig(client, { folder: '/path/to/trellis', ...reach });
      return client === 'codex' ? parseToml(text) : JSON.parse(text);
    };
    const remote = printed('vscode', { url: 'https://trellis.example.com' });
    expect(said).toEqual([
      printed('claude-code'),
      printed('vscode'),
      printed('codex'),
      printed('zed'),
      remote,
    ]);
    expect([printed('claude-desktop'), printed('cursor')]).toEqual([said[0], said[0]]);

    const servers = said.slice(0, -1).map((config) => {
      const [{ trellis }] = Object.values(config as Record<string, { trellis: object }>) as [
        { trellis: { command: string; args: string[] } },
      ];
      const { command, args } = JSON.parse(JSON.stringify(trellis).replaceAll('/path/to/trellis', root));
      return JSON.stringify({ command, args });
    });
    expect(servers).toHaveLength(4);
    for (const server of new Set(servers)) {
      const client = new Client({ name: 'test', version: '1' });
      await client.connect(
        new StdioClientTransport({
          ...JSON.parse(server),
          env: environment(home),
          cwd: tmpdir(),
          stderr: 'ignore',
        }),
      );
      onTestFinished(() => client.close());
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(names);
    }
  });

  test.each(['legacy', 'modern'])(
    'the Inspector finds no fault with the tools in the %s era',
    async (era) => {
      const listed = await inspect('--protocol-era', era, '--strict', '--method', 'tools/list');
      expect(listed.code).toBe(0);
      const found = JSON.parse(listed.stdout).result.tools as { name: string }[];
      expect(found.map((tool) => tool.name)).toEqual(names);
      const called = await inspect(
        '--protocol-era',
        era,
        '--method',
        'tools/call',
        '--tool-name',
        'show_program',
      );
      expect(called.code).toBe(0);
      expect(JSON.parse(called.stdout).result.structuredContent).toBeTypeOf('object');
    },
  );
});
