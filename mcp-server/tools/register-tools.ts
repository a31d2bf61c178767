import type { McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';
import type { ToolDefinition } from '../port/trellis-port.ts';
import { callTool } from './call-tool.ts';
import { toCallToolResult } from './results.ts';

/** Offers the tools that this principal may call. */
export async function registerTools(server: McpServer, connection: Connection): Promise<void> {
  for (const definition of await connection.port.list()) registerTool(server, definition, connection);
}

function registerTool(server: McpServer, definition: ToolDefinition, connection: Connection): void {
  server.registerTool(
    definition.name,
    {
      title: definition.title,
      description: definition.description,
      inputSchema: advertised(definition.input),
      outputSchema: definition.output as unknown as StandardSchemaWithJSON,
      annotations: { title: definition.title, ...definition.annotations },
    },
    async (input: unknown) => toCallToolResult(await callTool(connection, definition.name, input)),
  );
}

/**
 * The schema as clients see it, checking nothing: input is checked once, where the tool runs, so that every face
 * answers a bad call in the same words.
 */
function advertised(schema: ToolDefinition['input']): StandardSchemaWithJSON {
  const standard = (schema as unknown as StandardSchemaWithJSON)['~standard'];
  return { '~standard': { ...standard, validate: (value: unknown) => ({ value }) } };
}
