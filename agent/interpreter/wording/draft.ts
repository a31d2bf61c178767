import type { z } from 'zod';
import type { draftEmail } from '../../../tools/draft-email.ts';

/** The draft as it stands, with what an approver should know and how it comes to be sent. */
export function draftWords(draft: z.output<typeof draftEmail.output>): string {
  const { content, subject, body, call_to_action: button, warnings, passages, step, note, guide } = draft;
  const by = draft.written_by === 'model' ? 'written by the model' : 'put together from the item’s own words';
  const sources = [
    ...new Set(passages.map(({ title, heading }) => (heading ? `${title}, ${heading}` : title))),
  ];
  const next =
    step === undefined
      ? 'A person approves it in the library, or with the change that begins to send it.'
      : 'To propose it for its step say “use it”; approving that change approves the draft.';
  return [
    `Drafted ${content.item}, version ${content.version}, ${by}${guide ? ' by the brand guide' : ''}. Nothing sends it yet.${note ? ` ${note}` : ''}`,
    `Subject: ${subject}`,
    body,
    `Button: ${button}`,
    ...(warnings.length > 0 ? [`Warnings:\n${warnings.map((warning) => `- ${warning}`).join('\n')}`] : []),
    `From: ${sources.join('; ')}.`,
    next,
  ].join('\n\n');
}
