import { z } from 'zod';
import { iso } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { defineTool } from './tool.ts';

export const listChanges = defineTool({
  name: 'list_changes',
  title: 'List changes',
  description:
    'Proposed and settled changes, newest first, each with the address where a person approves it. Nothing here can approve. At most 50.',
  input: z.strictObject({
    status: z.enum(['proposed', 'scheduled', 'applied', 'rejected', 'stale', 'expired']).optional(),
    limit: z.int().min(1).max(50).default(10),
  }),
  output: z.strictObject({
    changes: z.array(
      changeOutput.pick({
        id: true,
        title: true,
        status: true,
        url: true,
        author: true,
        created_at: true,
        risk: true,
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const changes = await context.services.changes.list({
      ...(input.status && { status: input.status }),
      limit: input.limit,
    });
    return {
      changes: changes.map((change) => ({
        id: change.id,
        title: change.title,
        status: change.status,
        url: context.services.changeUrl(change.id),
        author: change.author.name,
        created_at: iso(change.createdAt),
        risk: change.plan.risk.level,
      })),
    };
  },
});
