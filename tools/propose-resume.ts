import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { fileChange } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { findHaltTarget } from './support/tracks.ts';
import { defineTool } from './tool.ts';

export const proposeResume = defineTool({
  name: 'propose_resume',
  title: 'Propose to resume sending',
  description:
    'Propose to lift the halt of a track, or of all sending. It files a change; sending resumes only when a person approves it.',
  input: z.strictObject({
    target: z.string().min(1).max(200).describe('Track id or exact title, or `*` for all sending'),
  }),
  output: z.strictObject({ change: changeOutput }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run(input, context) {
    const { engine } = context.services;
    const { program } = await engine.program();
    const { target, title } = findHaltTarget(program, input.target);
    const halts = await engine.halts();
    if (!halts.some((halt) => halt.target === target)) {
      const halted = halts.map((halt) => (halt.target === '*' ? 'all sending (*)' : halt.target)).join(', ');
      throw new TrellisError(
        'halt.none',
        `That is not halted, so there is nothing to resume. Halted: ${halted || 'nothing'}.`,
      );
    }
    return {
      change: await fileChange(context, {
        title: `Resume: ${title}`,
        edits: [{ op: 'remove', path: `halts/${target}` }],
      }),
    };
  },
});
