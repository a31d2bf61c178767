import { z } from 'zod';
import { draftEmail as writeDraft } from '../knowledge/draft/draft-email.ts';
import { visibleText } from '../knowledge/grounding/plain.ts';
import { draftAsked } from './support/draft-asked.ts';
import { stageInput, trackInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const draftEmail = defineTool({
  name: 'draft_email',
  title: 'Draft an email',
  description:
    'Write an email from the library in the brand’s voice: one of a track again, of an item, or about something. A draft; nothing sends it before approval.',
  input: z.strictObject({
    track: trackInput.optional(),
    email: z.string().max(200).optional().describe('Number or id'),
    item: z.string().max(63).optional(),
    about: z.string().max(300).optional(),
    segment: z.string().max(200).optional(),
    stage: stageInput.optional(),
    industry: z.string().max(63).optional(),
    shorter: z.boolean().optional(),
  }),
  output: z.strictObject({
    /** What a step pins to send it, once it is approved. */
    content: z.strictObject({ item: z.string(), version: z.int(), hash: z.string() }),
    /** The step it was written for. */
    step: z.strictObject({ track: z.string(), step: z.string() }).optional(),
    /** Where a person reads it. */
    url: z.string(),
    written_by: z.enum(['model', 'assembled']),
    note: z.string().optional(),
    subject: z.string(),
    /** Markdown. */
    body: z.string(),
    call_to_action: z.string(),
    guide: z.string().optional(),
    warnings: z.array(z.string()),
    passages: z.array(
      z.strictObject({
        n: z.int(),
        item: z.string(),
        version: z.int(),
        title: z.string(),
        heading: z.string(),
        text: z.string(),
        start: z.int(),
        end: z.int(),
      }),
    ),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  role: 'marketer',
  async run(input, context) {
    const { services, person, now } = context;
    const { asked, step } = await draftAsked(services, input, person.name);
    const { db, library, writeEmail } = services;
    const draft = await writeDraft({ db, library, write: writeEmail?.(person.id), now }, asked);
    for (const { item, version } of draft.citations) taint(context, `content:${item}@${version}`);
    const { item, version, hash } = draft;
    taint(context, `content:${item.id}@${version}`);
    return {
      content: { item: item.id, version, hash },
      ...(step && { step }),
      url: `${services.changeUrl('').replace(/changes\/$/, '')}library/${item.id}?version=${version}`,
      written_by: draft.by,
      ...(draft.note !== undefined && { note: draft.note }),
      subject: item.subject ?? '',
      body: item.body,
      call_to_action: item.cta?.label ?? '',
      ...(draft.guide && { guide: `${draft.guide.item}@${draft.guide.version}` }),
      warnings: draft.warnings.map(({ message }) => message),
      passages: draft.citations.map((passage) => ({ ...passage, text: visibleText(passage.text) })),
    };
  },
});
