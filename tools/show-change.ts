import { z } from 'zod';
import { showChange as changeInWords } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const showChange = defineTool({
  name: 'show_change',
  title: 'Show a change',
  description:
    'One change in full: what it changes, whom it touches, its risk, its status, and the address where a person approves or rejects it.',
  input: z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f-]{4,36}$/)
      .describe('Id of the change, or its first 4 or more characters'),
  }),
  output: changeOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const change = await context.services.changes.get(input.id);
    // What others said about it may carry instructions, as any text of others may.
    if (change.comments?.some(({ by }) => by.id !== context.person.id))
      taint(context, `comment:${change.id}`);
    return changeInWords(change, context);
  },
});
