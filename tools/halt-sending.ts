import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { findHaltTarget } from './support/tracks.ts';
import { defineTool } from './tool.ts';

export const haltSending = defineTool({
  name: 'halt_sending',
  title: 'Halt sending',
  description:
    'Stop one track, or all sending, at once. Only when the person asks to stop, pause or halt sending. It takes effect without approval; resuming is a change (propose_change).',
  input: z.strictObject({
    target: z.string().min(1).max(200).describe('Track id or exact title, or `*` for all sending'),
    reason: z.string().min(1).max(300),
  }),
  output: z.strictObject({
    target: z.string(),
    title: z.string(),
    already_halted: z.boolean(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  role: 'marketer',
  async run(input, context) {
    // A document may say so as well as a person: what a person wants stopped needs no document.
    if (context.readNow?.some((source) => source.startsWith('content:')))
      throw new TrellisError(
        'halt.after_reading',
        'Nothing was halted: this turn has read documents, and what they say is no wish of a person. Ask for the halt in a message of its own.',
      );
    const { engine } = context.services;
    const { program } = await engine.program();
    const { target, title } = findHaltTarget(program, input.target);
    const already = (await engine.halts()).some((halt) => halt.target === target);
    if (!already) await engine.halt(target, context.person.id, input.reason);
    return { target, title, already_halted: already };
  },
});
