import type { McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { inputJsonSchema } from '../../tools/support/input-schema.ts';
import { propose } from '../confirming/propose.ts';
import type { SignedStates } from '../confirming/signed-state.ts';
import type { Connection } from '../connection.ts';
import type { ToolDefinition } from '../port/trellis-port.ts';
import { callTool } from './call-tool.ts';
import { toCallToolResult } from './results.ts';
import { watchOf } from './watch-of.ts';

/** Offers the tools that this principal may call. */
export async function registerTools(
  server: McpServer,
  connection: Connection,
  states: SignedStates | undefined,
): Promise<void> {
  for (const definition of await connection.port.list()) registerTool(server, definition, connection, states);
}

function registerTool(
  server: McpServer,
  definition: ToolDefinition,
  connection: Connection,
  states: SignedStates | undefined,
): void {
  const { name: tool, proposes } = definition;
  const { filings } = connection;
  server.registerTool(
    definition.name,
    {
      title: definition.title,
      description: definition.description,
      inputSchema: advertised(definition),
      outputSchema: definition.output as unknown as StandardSchemaWithJSON,
      annotations: { title: definition.title, ...definition.annotations },
    },
    async (input: unknown, context) =>
      proposes && filings && states
        ? propose({ server, connection, filings, states, tool, input, context })
        : toCallToolResult(await callTool(connection, tool, input, watchOf(context))),
  );
}

/**
 * The schema as clients see it, checking nothing: input is checked once, where the tool runs, so that every face
 * answers a bad call in the same words.
 */
function advertised(definition: ToolDefinition): StandardSchemaWithJSON {
  const standard = (definition.input as unknown as StandardSchemaWithJSON)['~standard'];
  const jsonSchema = { ...standard.jsonSchema, input: () => inputJsonSchema(definition) };
  return { '~standard': { ...standard, jsonSchema, validate: (value: unknown) => ({ value }) } };
}
