import { z } from 'zod';
import type { Tool } from '../tool.ts';

const made = new WeakMap<z.ZodType, Record<string, unknown>>();

/** The JSON schema of what a caller sends, as models and MCP clients are given it. Made once: every turn gives out all. */
export function inputJsonSchema({ input }: Pick<Tool, 'input'>): Record<string, unknown> {
  const known = made.get(input);
  if (known) return known;
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  made.set(input, schema);
  return schema;
}
