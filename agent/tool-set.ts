import { dynamicTool, jsonSchema, type ToolSet } from 'ai';
import { callTool } from '../tools/call.ts';
import { inputJsonSchema } from '../tools/support/input-schema.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Citation, ToolCallRecord } from './types.ts';

/** What the tools did in one turn; it survives a model that fails on the way. */
export interface TurnRecord {
  toolCalls: ToolCallRecord[];
  changes: string[];
  /** Every passage found, numbered through the whole turn; an answer cites some of them. */
  passages: Citation[];
}

/** The tools as the SDK takes them. Input is parsed by `callTool` alone, so every refusal is in our words. */
export function toolSet(
  tools: readonly Tool[],
  context: ToolContext,
  record: TurnRecord,
  onFault?: (tool: string, error: unknown) => void,
): ToolSet {
  return Object.fromEntries(
    tools.map((tool) => [
      tool.name,
      dynamicTool({
        title: tool.title,
        description: tool.description,
        inputSchema: jsonSchema(inputJsonSchema(tool)),
        execute: async (input) => {
          const result = await callTool(tool, input, context, { onFault });
          const output = result.ok ? numbered(result.output, record) : { error: result.error };
          record.toolCalls.push({ name: tool.name, input, output });
          if (result.ok && !tool.annotations.readOnlyHint) record.changes.push(...changeIdOf(output));
          return output;
        },
      }),
    ]),
  );
}

/** Passages get numbers that are unique in the turn, in the order they were found. */
function numbered(output: unknown, record: TurnRecord): unknown {
  const found = output as { passages?: (Citation & Record<string, unknown>)[] };
  if (!Array.isArray(found?.passages)) return output;
  const passages = found.passages.map((passage) => {
    const n = record.passages.length + 1;
    const { item, version, start, end, title } = passage;
    record.passages.push({ n, item, version, start, end, title });
    return { ...passage, n };
  });
  return { ...found, passages };
}

function changeIdOf(output: unknown): string[] {
  const id = (output as { change?: { id?: unknown } } | null)?.change?.id;
  return typeof id === 'string' ? [id] : [];
}
