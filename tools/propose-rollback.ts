import { z } from 'zod';
import { fileRollback } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { defineTool } from './tool.ts';

export const proposeRollback = defineTool({
  name: 'propose_rollback',
  title: 'Propose to roll back',
  description:
    'Propose to go back to an earlier version of the program. It files a change that says what cannot be undone, such as emails sent; nothing happens until a person approves it.',
  input: z.strictObject({ version: z.int().min(1).max(1_000_000).describe('Number of the version') }),
  output: z.strictObject({ change: changeOutput }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run({ version }, context) {
    return { change: await fileRollback(context, version) };
  },
});
