import { randomBytes } from 'node:crypto';
import { createRequestStateCodec, McpServer, type ServerEventBus } from '@modelcontextprotocol/server';
import { registerAskingTools } from './asking-tools.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { registerTools } from './tools.ts';

const state = createRequestStateCodec<Record<string, unknown>>({ key: randomBytes(32) });

/** What the conformance suite wants to find behind a transport: tools, resources and prompts with the names it asks for. */
export async function buildFixture(bus: ServerEventBus): Promise<McpServer> {
  const server = new McpServer(
    { name: 'fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        prompts: { listChanged: true },
        logging: {},
        completions: {},
      },
      requestState: { verify: state.verify },
    },
  );
  registerTools(server, bus);
  registerAskingTools(server, state);
  registerResources(server);
  registerPrompts(server);
  server.server.setRequestHandler('logging/setLevel', async () => ({}));
  server.server.setRequestHandler('completion/complete', async () => ({
    completion: { values: [], total: 0, hasMore: false },
  }));
  return server;
}
