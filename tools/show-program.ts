import { z } from 'zod';
import { briefOutput, programInBrief, programParts } from './support/program/brief.ts';
import { trackInFull, trackOutput } from './support/program/track-in-full.ts';
import { trackInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const showProgram = defineTool({
  name: 'show_program',
  title: 'Show the program',
  description:
    'The active program in brief by parts, or with track that track in full: entry, goal, every step with day, content and leads there (read it before changing one). Part vocabulary gives fields with values, events, forms of conditions: read it before writing a condition.',
  input: z.strictObject({
    track: trackInput.optional(),
    parts: z
      .array(z.enum(programParts))
      .min(1)
      .max(6)
      .optional()
      .describe('Default all but vocabulary; with track none'),
  }),
  output: z.strictObject({
    version: z.int(),
    /** Halted tracks; `*` is all sending. */
    halted: z.array(z.string()),
    /** Why, in the words of the person who halted it, and since when (ISO 8601). */
    halts: z.array(z.strictObject({ target: z.string(), reason: z.string(), since: z.string() })),
    track: trackOutput.optional(),
    ...briefOutput,
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run({ track, parts }, context) {
    const { version, program } = await context.services.engine.program();
    const halts = await context.services.engine.halts();
    for (const { target, by } of halts) if (by !== context.person.id) taint(context, `halt:${target}`);
    const halted = halts.map(({ target }) => target);
    const shown = parts ?? (track === undefined ? programParts.filter((part) => part !== 'vocabulary') : []);
    return {
      version,
      halted,
      halts: halts.map(({ target, reason, at }) => ({ target, reason, since: new Date(at).toISOString() })),
      ...(track !== undefined && { track: await trackInFull(program, track, halted, context) }),
      ...(await programInBrief(program, shown, context)),
    };
  },
});
