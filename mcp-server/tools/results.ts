import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ToolFailure, ToolResult } from '../../tools/call.ts';

/** How the proposing tools say what they filed. */
const filedSchema = z.object({ change: z.object({ id: z.string(), url: z.string() }) });

/** A tool's outcome in the protocol's words: structured content with the same as text, or an error with our message. */
export function toCallToolResult(result: ToolResult): CallToolResult {
  if (!result.ok) {
    return { isError: true, content: [{ type: 'text', text: errorText(result.error) }] };
  }
  const content: CallToolResult['content'] = [{ type: 'text', text: JSON.stringify(result.output) }];
  const filed = filedSchema.safeParse(result.output);
  if (filed.success) content.unshift({ type: 'text', text: filedText(filed.data.change) });
  return { content, structuredContent: result.output as Record<string, unknown> };
}

/** Nothing in this protocol approves a change, so the model is told where a person does. */
function filedText(change: { id: string; url: string }): string {
  return `Change ${change.id} is proposed, not active. A person approves or rejects it at ${change.url}`;
}

function errorText(error: ToolFailure): string {
  return [`${error.message} (${error.code})`, ...error.faults.map(faultText)].join('\n');
}

function faultText({ path, message, line, column }: ToolFailure['faults'][number]): string {
  const place = line === undefined ? '' : `(line ${line}, column ${column ?? 1})`;
  const where = [path, place].filter((part) => part !== '').join(' ');
  return where === '' ? `- ${message}` : `- ${where}: ${message}`;
}
