import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { isAskedFor, namesOf } from './support/asked-for.ts';
import { findLead } from './support/find-lead.ts';
import { trackInput } from './support/schemas.ts';
import { taint, taintByChange } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const sendTest = defineTool({
  name: 'send_test',
  title: 'Send a test',
  description:
    'Send the person who asks, and nobody else, a marked test of one email of a track as a lead would get it. Only when they ask for a test. At most 20 an hour.',
  input: z.strictObject({
    track: trackInput,
    email: z.string().min(1).max(200).describe('Its number in the track, e.g. 3, or its step id'),
    lead: z
      .string()
      .max(320)
      .optional()
      .describe('Email address, whole name or id; default one on the track'),
    change: z
      .string()
      .regex(/^[0-9a-f-]{4,36}$/)
      .optional()
      .describe('Id of a change, to test what it proposes'),
  }),
  output: z.strictObject({
    to: z.string(),
    subject: z.string(),
    track: z.strictObject({ id: z.string(), title: z.string() }),
    email: z.int(),
    step: z.string(),
    lead: z.strictObject({ id: z.string(), name: z.string().nullable() }),
    /** Not named `change`: that is one which the turn has filed. */
    with_change: z.strictObject({ id: z.string(), title: z.string() }).optional(),
    /** It went into the embedded mailbox, where it is read. */
    mailbox: z.string().optional(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run({ lead: said, ...asked }, context) {
    const { services, person } = context;
    // Or it says only which, after a message that asked.
    const which = [ofTheTrack, namesOf(asked.track, asked.track)];
    if (![testing, ...which].some((target) => isAskedFor(context, testing, target)))
      throw new TrellisError(
        'test_send.not_asked',
        'No test was sent: this conversation has read text of others, and the person has not asked for a test in their own words. Ask them whether to send one.',
      );
    const seen = (id: string) => taint(context, `lead:${id}`);
    const lead = said === undefined ? undefined : await findLead(services, said, seen);
    if (asked.change !== undefined) taintByChange(context, await services.changes.get(asked.change));
    const { change, ...sent } = await services.sendTest({ ...asked, lead }, person);
    // The subject and the name are the lead's own words.
    seen(sent.lead.id);
    return { ...sent, ...(change && { with_change: change }) };
  },
});

export const testing =
  /\b(?:tests?|testing|send|sample|preview|proof|try (?:it|this|that)|e-?mail (?:it|me|this|that)|mail me|show me|inbox)\b/i;
const ofTheTrack = /\b(?:first|second|third|last|next|number|no\.?|e-?mail)\b|#?\d/i;
