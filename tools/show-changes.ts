import { z } from 'zod';
import { showChange as changeInWords, iso } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { taintByChange } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const showChanges = defineTool({
  name: 'show_changes',
  title: 'Show changes',
  description:
    'Proposed and settled changes, newest first, or with an id one in full: what it changes, whom it touches, its risk, its status. Each with the address where a person approves it; nothing here can. At most 50.',
  input: z.strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f-]{4,36}$/)
      .optional()
      .describe('Id of one change, or its first 4 or more characters'),
    status: z.enum(['proposed', 'scheduled', 'applied', 'rejected', 'stale', 'expired']).optional(),
    limit: z.int().min(1).max(50).default(10),
    /** The `next` of the page before. */
    cursor: z.string().max(36).pipe(z.uuid('a cursor is the next of the page before, as it came')).optional(),
  }),
  output: z.strictObject({
    /** The one that was asked for by its id. */
    change: changeOutput.optional(),
    /** Without an id. */
    changes: z
      .array(
        changeOutput.pick({
          id: true,
          title: true,
          status: true,
          url: true,
          author: true,
          created_at: true,
          risk: true,
        }),
      )
      .optional(),
    /** There are older ones. */
    next: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const { changes, changeUrl } = context.services;
    if (input.id !== undefined) {
      const change = await changes.get(input.id);
      taintByChange(context, change);
      return { change: changeInWords(change, context) };
    }
    const found = await changes.list({
      ...(input.status && { status: input.status }),
      limit: input.limit,
      ...(input.cursor && { after: input.cursor }),
    });
    for (const change of found) taintByChange(context, change);
    return {
      changes: found.map((change) => ({
        id: change.id,
        title: change.title,
        status: change.status,
        url: changeUrl(change.id),
        author: change.author.name,
        created_at: iso(change.createdAt),
        risk: change.plan.risk.level,
      })),
      ...(found.length === input.limit && { next: found.at(-1)?.id }),
    };
  },
});
