import { z } from 'zod';

/** An edit as it is said to the tool, before it is made what the engine applies. */
export const wishedEdit = z
  .strictObject({
    op: z.enum(['put', 'patch', 'remove']),
    path: z.string().max(200),
    value: z.unknown().optional(),
    after: z.string().max(63).nullable().optional(),
    from: z.string().max(63).optional(),
  })
  .describe(
    'path: tracks/ID, tracks/ID/steps/STEP, segments/ID, triggers/ID, experiments/ID (decided: ARM ends one), policies/NAME; halts/TRACK or halts/* with value {reason} pauses, removed resumes. put gives the whole value, patch a JSON merge patch (from: of a copy of that ID); content may be an item id, value YAML text; after: the step before it',
  );
export type WishedEdit = z.output<typeof wishedEdit>;
