import { z } from 'zod';
import { settleCitations } from '../grounding/citations.ts';
import type { Written } from './types.ts';

/** What a model is asked for. Citations stand beside the text, since they are notes and no part of the email. */
export const writtenSchema = z.strictObject({
  subject: z.string().trim().min(1).max(200).describe('One line'),
  preheader: z.string().trim().max(200).describe('The line after the subject in a list of emails'),
  paragraphs: z
    .array(
      z.strictObject({
        text: z.string().trim().min(1).max(2_000).describe('Markdown without headings, links or greeting'),
        cites: z.array(z.int()).max(10).describe('Numbers of the passages it is taken from'),
      }),
    )
    .min(1)
    .max(8),
});

/** Reads what a model gave; undefined when it has not its form. Citations in the text become notes as well. */
export function readWritten(given: unknown): Written | undefined {
  const parsed = writtenSchema.safeParse(given);
  if (!parsed.success) return undefined;
  const { subject, preheader, paragraphs } = parsed.data;
  const bare = (said: string) => {
    const { text, unknown } = settleCitations(said, () => false);
    return { text: text.trim(), unknown };
  };
  return {
    subject: bare(subject).text,
    ...(preheader !== '' && { preheader: bare(preheader).text }),
    paragraphs: paragraphs.map(({ text, cites }) => {
      const { text: said, unknown } = bare(text);
      return { text: said, cites: [...new Set([...cites, ...unknown])] };
    }),
  };
}
