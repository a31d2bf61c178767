import { McpServer } from '@modelcontextprotocol/server';
import { signedStates } from './confirming/signed-state.ts';
import type { Connection } from './connection.ts';
import { registerPrompts } from './prompts/register-prompts.ts';
import { registerResources } from './resources/register-resources.ts';
import { registerTools } from './tools/register-tools.ts';

const instructions = [
  'Trellis nurtures leads: tracks, triggers, scoring and a content library of one company.',
  'Tools read live data. Tools named propose_… and build_system only file a change: a person approves it at the URL',
  'in the result; no tool approves. Say so, give the URL, and do not claim that a proposed change is active.',
  'propose_change with only_plan shows what a change would do, and files nothing.',
].join(' ');

/** Builds one server instance for a connection of either protocol era. What it offers is taken once per connection. */
export async function buildServer(connection: Connection & { version: string }): Promise<McpServer> {
  const { filings, principal = () => 'local' } = connection;
  const states = filings && signedStates(filings, principal);
  const server = new McpServer(
    { name: 'trellis', title: 'Trellis', version: connection.version },
    {
      instructions,
      capabilities: { tools: { listChanged: false } },
      ...(states && { requestState: { verify: states.verify } }),
    },
  );
  await registerTools(server, connection, states);
  await registerResources(server, connection);
  await registerPrompts(server, connection);
  return server;
}
