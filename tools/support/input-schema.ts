import { z } from 'zod';
import type { Tool } from '../tool.ts';

/** The JSON schema of what a caller sends, as models and MCP clients are given it. */
export function inputJsonSchema(tool: Pick<Tool, 'input'>): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' });
  return schema;
}
