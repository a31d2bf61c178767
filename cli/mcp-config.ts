import { TrellisError } from '../db/errors.ts';

export const mcpClients = ['claude-code', 'claude-desktop', 'cursor', 'vscode', 'codex', 'zed'] as const;
export type McpClient = (typeof mcpClients)[number];

export interface McpConfig {
  /** Where it is pasted. */
  file: string;
  /** JSON, or TOML for Codex. */
  text: string;
  /** What is to be done besides. */
  note?: string;
}

/** How a client reaches Trellis: by starting it from a checkout, or over HTTP with an access token. */
export type Reach = { folder: string; home?: string | undefined } | { folder: string; url: string };

const tokenNote =
  'Set TRELLIS_TOKEN to an access token before you start it; the page /me of Trellis makes one.';
const pasteNote = 'Put an access token in the place of ACCESS_TOKEN; the page /me of Trellis makes one.';

/** The configuration of a client, ready to be pasted. Throws `mcp.unknown_client`. */
export function mcpConfig(client: string, reach: Reach): McpConfig {
  if (!isClient(client)) {
    throw new TrellisError(
      'mcp.unknown_client',
      `There is no configuration for ${client}; there are ${mcpClients.join(', ')}.`,
    );
  }
  return 'url' in reach
    ? remote[client](`${reach.url}/mcp`, started(reach.folder, ['--url', reach.url]))
    : local[client](reach);
}

interface Started {
  command: string;
  args: string[];
}

/** `--prefix`, so that it does not matter which folder the client is in. */
function started(folder: string, more: readonly string[] = []): Started {
  return { command: 'npm', args: ['run', '-s', '--prefix', folder, 'trellis', '--', 'mcp', ...more] };
}

const files: Readonly<Record<McpClient, string>> = {
  'claude-code': '.mcp.json at the root of a project',
  'claude-desktop': 'claude_desktop_config.json (Settings → Developer → Edit Config)',
  cursor: '~/.cursor/mcp.json, or .cursor/mcp.json of a project',
  vscode: '.vscode/mcp.json of the workspace',
  codex: '~/.codex/config.toml',
  zed: 'settings.json (zed: open settings file)',
};

type Local = Readonly<Record<McpClient, (reach: { folder: string; home?: string | undefined }) => McpConfig>>;
const local: Local = {
  'claude-code': (reach) => json('claude-code', { mcpServers: { trellis: process(reach) } }),
  'claude-desktop': (reach) => json('claude-desktop', { mcpServers: { trellis: process(reach) } }),
  cursor: (reach) => json('cursor', { mcpServers: { trellis: process(reach) } }),
  vscode: (reach) => json('vscode', { servers: { trellis: { type: 'stdio', ...process(reach) } } }),
  codex: (reach) => toml(process(reach)),
  zed: (reach) => json('zed', { context_servers: { trellis: process(reach) } }),
};

function process({ folder, home }: { folder: string; home?: string | undefined }) {
  return { ...started(folder), ...(home !== undefined && { env: { TRELLIS_HOME: home } }) };
}

type Remote = Readonly<Record<McpClient, (url: string, through: Started) => McpConfig>>;
const remote: Remote = {
  'claude-code': (url) => ({
    ...json('claude-code', {
      mcpServers: { trellis: { type: 'http', url, headers: bearer(filledIn('TRELLIS_TOKEN')) } },
    }),
    note: tokenNote,
  }),
  // Its configuration has processes only: one of ours goes between.
  'claude-desktop': (_, through) => ({
    ...json('claude-desktop', {
      mcpServers: { trellis: { ...through, env: { TRELLIS_TOKEN: 'ACCESS_TOKEN' } } },
    }),
    note: pasteNote,
  }),
  cursor: (url) => ({
    ...json('cursor', { mcpServers: { trellis: { url, headers: bearer(filledIn('env:TRELLIS_TOKEN')) } } }),
    note: tokenNote,
  }),
  vscode: (url) => ({
    ...json('vscode', {
      inputs: [
        { type: 'promptString', id: 'trellis-token', description: 'Access token of Trellis', password: true },
      ],
      servers: { trellis: { type: 'http', url, headers: bearer(filledIn('input:trellis-token')) } },
    }),
    note: 'It asks for an access token at its first start; the page /me of Trellis makes one.',
  }),
  codex: (url) => ({ ...toml({ url, bearer_token_env_var: 'TRELLIS_TOKEN' }), note: tokenNote }),
  zed: (url) => ({
    ...json('zed', { context_servers: { trellis: { url, headers: bearer('ACCESS_TOKEN') } } }),
    note: pasteNote,
  }),
};

/** What a client puts the value of a name into by itself. */
function filledIn(name: string): string {
  return `\${${name}}`;
}

function bearer(token: string): { Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

function json(client: McpClient, value: object): McpConfig {
  return { file: files[client], text: JSON.stringify(value, null, 2) };
}

/** Texts, lists of texts and one level of tables: strings of JSON are strings of TOML. */
function toml({ env, ...values }: Record<string, unknown> & { env?: Record<string, string> }): McpConfig {
  const lines = (table: object) =>
    Object.entries(table).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const text = [
    '[mcp_servers.trellis]',
    ...lines(values),
    ...(env ? ['', '[mcp_servers.trellis.env]', ...lines(env)] : []),
  ].join('\n');
  return { file: files.codex, text };
}

function isClient(name: string): name is McpClient {
  return (mcpClients as readonly string[]).includes(name);
}
