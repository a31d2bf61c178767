import { z } from 'zod';
import { idSchema, journeyStages } from '../../engine/program/schema.ts';

export const contentKinds = [
  'report',
  'guide',
  'case-study',
  'webinar',
  'podcast',
  'infographic',
  'blog',
  'comparison',
  'roi-calculator',
  'checklist',
  'template',
  'demo-video',
  'email',
] as const;
export type ContentKind = (typeof contentKinds)[number];

export const companySizes = ['smb', 'mid-market', 'enterprise'] as const;

/** A word of a facet: lower case, digits and dashes, as in lead and account fields. */
const wordSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'a word here is lower case letters, digits and dashes, at most 63',
  );
const words = z.array(wordSchema).max(30).default([]);
/** One line: it reaches headers and lists. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'one line without control characters');

/**
 * A document of the library. An empty facet (industries, roles, companySizes, regions) means: for everybody.
 * Front matter carries all of it but the body.
 */
export const contentItemSchema = z
  .strictObject({
    id: idSchema,
    title: line(200),
    kind: z.enum(contentKinds),
    stages: z.array(z.enum(journeyStages)).min(1).max(journeyStages.length),
    topics: words,
    industries: words,
    /** Buyer roles: economic, technical, end-user, ... */
    roles: words,
    companySizes: z.array(z.enum(companySizes)).max(companySizes.length).default([]),
    regions: words,
    /** BCP 47: en, de, pt-BR. */
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR')
      .default('en'),
    /** What an announcement of the item says. */
    summary: line(600),
    cta: z.strictObject({
      label: line(60),
      url: z.url({ protocol: /^https?$/, error: 'an absolute http or https URL' }),
    }),
    /** Kind email only; both may carry Liquid variables. */
    subject: line(200).optional(),
    preheader: line(200).optional(),
    /** Markdown. */
    body: z
      .string()
      .trim()
      .min(1)
      .max(500_000)
      .refine((text) => text.isWellFormed() && !text.includes('\0'), 'not valid text: save it as UTF-8'),
    /** Who approved it for sending; without it the item can be found but not pinned. */
    approvedBy: line(100).optional(),
    /** A principal must approve every change that begins to send it; once set, for all later versions of the item too. */
    regulated: z.boolean().optional(),
    /** Where it came from: a file name, a URL, or `generated`. */
    source: line(500).optional(),
  })
  .superRefine((item, context) => {
    if (item.kind === 'email' && item.subject === undefined) {
      context.addIssue({ code: 'custom', path: ['subject'], message: 'an email needs a subject' });
    }
    if (item.kind !== 'email' && (item.subject !== undefined || item.preheader !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: [item.subject === undefined ? 'preheader' : 'subject'],
        message:
          'only an email has a subject and a preheader; the other kinds are announced by title and summary',
      });
    }
  });
export type ContentItem = z.output<typeof contentItemSchema>;
