import { McpServer, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { TrellisError } from '../db/errors.ts';
import type { ToolResult } from '../tools/call.ts';
import { toCallToolResult } from './results.ts';
import type { ToolDefinition, ToolPort } from './tool-port.ts';

const instructions = [
  'Trellis nurtures leads: tracks, triggers, scoring and a content library of one company.',
  'Tools read live data. Tools named propose_… only file a change: a person approves it at the URL in the result;',
  'no tool approves. Say so, give the URL, and do not claim that a proposed change is active.',
].join(' ');

/**
 * Builds one server instance for a connection of either protocol era. The list of tools is taken once per
 * connection. `report` gets what is not the caller's fault; the caller only learns that it happened.
 */
export async function buildServer(
  port: ToolPort,
  options: { version: string; report: (error: unknown) => void },
): Promise<McpServer> {
  const server = new McpServer(
    { name: 'trellis', title: 'Trellis', version: options.version },
    { instructions, capabilities: { tools: { listChanged: false } } },
  );
  for (const definition of await port.list()) register(server, definition, port, options.report);
  return server;
}

function register(
  server: McpServer,
  definition: ToolDefinition,
  port: ToolPort,
  report: (error: unknown) => void,
): void {
  server.registerTool(
    definition.name,
    {
      title: definition.title,
      description: definition.description,
      inputSchema: advertised(definition.input),
      outputSchema: definition.output as unknown as StandardSchemaWithJSON,
      annotations: { title: definition.title, ...definition.annotations },
    },
    async (input: unknown) => toCallToolResult(await call(port, definition.name, input, report)),
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

async function call(
  port: ToolPort,
  name: string,
  input: unknown,
  report: (error: unknown) => void,
): Promise<ToolResult> {
  try {
    return await port.call(name, input);
  } catch (error) {
    report(error);
    if (error instanceof TrellisError) {
      return { ok: false, error: { code: error.code, message: error.message, faults: error.faults } };
    }
    // Only text that we wrote reaches the model.
    return {
      ok: false,
      error: {
        code: 'api.unreachable',
        message:
          'Trellis could not be reached. Start it with `npm start` in its folder, then call the tool again.',
        faults: [],
      },
    };
  }
}
