import { z } from 'zod';
import { idSchema, journeyStages } from '../../engine/program/schema.ts';
import { brandSchema } from './brand.ts';
import { checkItem } from './check-item.ts';
import { draftNotesSchema } from './draft-notes.ts';

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
  'whitepaper',
  'research',
  'interview',
  'reference-story',
  'landing-page',
  /** How the company writes: never sent, never recommended. */
  'brand-guide',
] as const;
export type ContentKind = (typeof contentKinds)[number];

export const companySizes = ['smb', 'mid-market', 'enterprise'] as const;

/** Fields that rules or a model may fill in for whoever added the item; until confirmed they stand in `suggested`. */
export const suggestableFields = [
  'title',
  'kind',
  'stages',
  'topics',
  'industries',
  'roles',
  'companySizes',
  'regions',
  'language',
  'summary',
  'cta',
  'subject',
] as const;

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
    /** None only of a brand guide. */
    stages: z.array(z.enum(journeyStages)).max(journeyStages.length),
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
    /** Call to action: where the button leads. Without it the item is found and cited, and cannot be approved for sending. */
    cta: z
      .strictObject({
        label: line(60),
        url: z.url({ protocol: /^https?$/, error: 'an absolute http or https URL' }),
      })
      .optional(),
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
    /**
     * Who approved it, as whoever adds it says. Counts only when that person may approve, and is no part of what is
     * hashed: approval is kept beside the item.
     */
    approvedBy: line(100).optional(),
    /** Who answers for it: a person or a team. */
    owner: line(100).optional(),
    /** First and last day (UTC) on which it may be sent. */
    validFrom: z.iso.date('a day such as 2026-09-30').optional(),
    validTo: z.iso.date('a day such as 2026-09-30').optional(),
    /** What whoever sends it must heed. */
    complianceNotes: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .regex(/^[^\p{Cc}]*$/u, 'text without control characters; one paragraph')
      .optional(),
    /** A principal must approve every change that begins to send it; once set, for all later versions of the item too. */
    regulated: z.boolean().optional(),
    /** Kind brand-guide only: the rules that drafts keep. */
    brand: brandSchema.optional(),
    /** Kind email only: of one that Trellis wrote. */
    draft: draftNotesSchema.optional(),
    /** Where it came from: a file name, a URL, `generated`, or `draft`. */
    source: line(500).optional(),
    /** At which code point of the body each page of the source begins; the first is 0. */
    pages: z.array(z.int().min(0)).min(1).max(10_000).optional(),
    /** The fields that nobody has confirmed yet; absent when there are none. */
    suggested: z.array(z.enum(suggestableFields)).max(suggestableFields.length).optional(),
  })
  .superRefine(checkItem)
  .transform(({ suggested = [], ...item }) => ({
    ...item,
    // The same item by the same hash, in whatever order they were suggested.
    ...(suggested.length > 0 && { suggested: [...new Set(suggested)].sort() }),
  }));
export type ContentItem = z.output<typeof contentItemSchema>;
