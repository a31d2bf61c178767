import { dynamicTool, jsonSchema, type ToolSet } from 'ai';
import { passagePath } from '../../knowledge/grounding/passage-path.ts';
import { callTool } from '../../tools/call.ts';
import { inputJsonSchema } from '../../tools/support/input-schema.ts';
import type { Tool, ToolContext } from '../../tools/tool.ts';
import { type FoundPassage, foundPassage, hasPassages } from '../grounding.ts';
import type { ToolCallRecord } from '../types.ts';
import type { Asked } from './once.ts';

/** What the tools did in one turn; it survives a model that fails on the way. */
export interface TurnRecord {
  toolCalls: ToolCallRecord[];
  /** The models that have answered a step, in the order of their first. */
  answeredBy: string[];
  changes: string[];
  asked: Asked;
  /** Every passage found, numbered through the whole conversation; an answer cites some of them. */
  passages: FoundPassage[];
  /** The last number given. */
  numbered: number;
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
        execute: (input, { abortSignal }) =>
          record.asked.run(tool, input, async () => {
            // The turn is over; what has not begun does not begin.
            abortSignal?.throwIfAborted();
            const result = await callTool(tool, input, context, { onFault });
            const output = result.ok ? numbered(result.output, record, context) : { error: result.error };
            record.toolCalls.push({ name: tool.name, input, output });
            if (result.ok && !tool.annotations.readOnlyHint) record.changes.push(...changeIdOf(output));
            return output;
          }),
      }),
    ]),
  );
}

/** Passages get numbers that are unique in the conversation; one found again keeps its own. */
function numbered(output: unknown, record: TurnRecord, { services }: ToolContext): unknown {
  if (!hasPassages(output)) return output;
  const passages = output.passages.map((passage) => {
    const place = passagePath(passage);
    const known = record.passages.find((one) => passagePath(one) === place);
    const n = known?.n ?? ++record.numbered;
    const found = foundPassage({ ...passage, n }, (path) => new URL(path, services.changeUrl('')).href);
    if (known) Object.assign(known, found);
    else record.passages.push(found);
    return { ...passage, n };
  });
  return { ...output, passages };
}

/** The id of the change that a tool has filed; none where it filed none. */
export function changeIdOf(output: unknown): string[] {
  const id = (output as { change?: { id?: unknown } } | null)?.change?.id;
  return typeof id === 'string' ? [id] : [];
}
