import { createApp } from '../../../server/app.ts';
import { listen } from '../../../server/listen.ts';
import type { McpOptions } from '../../../server/mcp.ts';
import type { TestServer } from '../../server.ts';

/**
 * The whole application at an address of its own, with a token for who sends none: the suite has no way to send one.
 */
export async function listenForSuite(
  { installation }: TestServer,
  mcp: McpOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const listener = await listen('127.0.0.1', 0);
  const closing = new AbortController();
  const app = createApp(installation, { mcp: { ...mcp, closing: closing.signal } });
  listener.serve((request, env) => {
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${installation.secrets.ownerToken}`);
    return app.fetch(new Request(request, { headers }), env);
  });
  return {
    url: `${listener.url}/mcp`,
    close() {
      closing.abort();
      return listener.close();
    },
  };
}
