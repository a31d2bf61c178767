import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createClient, whoWeAre } from './connect.ts';

/** A Web API that answers everything with `body`. */
async function apiUrl(body: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(body),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, close };
}
const tokens = { botToken: 'xoxb-secret', appToken: 'xapp-secret' };

test('a token that Slack refuses is named with the place to get it, and is not repeated', async () => {
  const { url } = await apiUrl('{"ok":false,"error":"invalid_auth"}');
  const error = await whoWeAre(createClient({ ...tokens, apiUrl: url })).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'slack.refused',
    mender: 'operator',
    message: expect.stringMatching(/SLACK_BOT_TOKEN \(invalid_auth\).*Bot User OAuth Token/),
  });
  expect(String(error)).not.toContain('xoxb-secret');
});

test('a Slack that cannot be reached is said at once, with the way to start without it', async () => {
  const { url, close } = await apiUrl('');
  close();
  await expect(whoWeAre(createClient({ ...tokens, apiUrl: url }))).rejects.toMatchObject({
    code: 'slack.unreachable',
    message: expect.stringContaining('unset SLACK_BOT_TOKEN'),
  });
});
