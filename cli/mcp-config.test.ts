import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { mcpClients, mcpConfig } from './mcp-config.ts';

const parsed = (client: string, text: string): Record<string, Record<string, Record<string, unknown>>> =>
  client === 'codex' ? (parseToml(text) as never) : JSON.parse(text);
const key: Record<string, string> = { vscode: 'servers', codex: 'mcp_servers', zed: 'context_servers' };
const serverOf = (client: string, text: string) => parsed(client, text)[key[client] ?? 'mcpServers']?.trellis;
const folder = '/home/ada lovelace/trellis "x"\\y';

test.each(mcpClients)('%s starts it from the checkout, whatever its path is called', (client) => {
  const { text, file } = mcpConfig(client, { folder });
  expect(file).not.toBe('');
  expect(serverOf(client, text)).toEqual({
    ...(client === 'vscode' && { type: 'stdio' }),
    command: 'npm',
    args: ['run', '-s', '--prefix', folder, 'trellis', '--', 'mcp'],
  });
});

test.each(mcpClients)('%s is told of a data folder elsewhere', (client) => {
  const { text } = mcpConfig(client, { folder, home: '/data/trellis' });
  expect(serverOf(client, text)).toMatchObject({ env: { TRELLIS_HOME: '/data/trellis' } });
});

test.each(mcpClients)(
  '%s reaches a server elsewhere, and the token stands in no file that is shared',
  (client) => {
    const { text, note } = mcpConfig(client, { folder, url: 'https://trellis.example.com' });
    const server = serverOf(client, text);
    expect(note).toMatch(/token/);
    if (client === 'claude-desktop')
      expect(server).toMatchObject({
        args: expect.arrayContaining(['--url', 'https://trellis.example.com']),
      });
    else expect(server).toMatchObject({ url: 'https://trellis.example.com/mcp' });
    const token: Record<string, string> = {
      'claude-code': `Bearer \${TRELLIS_TOKEN}`,
      'claude-desktop': 'ACCESS_TOKEN',
      cursor: `Bearer \${env:TRELLIS_TOKEN}`,
      vscode: `Bearer \${input:trellis-token}`,
      codex: 'TRELLIS_TOKEN',
      zed: 'Bearer ACCESS_TOKEN',
    };
    expect(JSON.stringify(server)).toContain(`"${token[client]}"`);
  },
);

test('one that is not known is told which are', () => {
  expect(() => mcpConfig('emacs', { folder })).toThrow(
    /claude-code, claude-desktop, cursor, vscode, codex, zed/,
  );
});
