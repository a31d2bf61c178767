import { z } from 'zod';

const word = z.string().trim().min(1).max(60);
const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'text without control characters; one paragraph');

/** The rules of a brand guide; its body describes the voice in words. Limits that it sets are kept, not only advised. */
export const brandSchema = z.strictObject({
  tone: paragraph(300).optional(),
  /** What to write, by what not to: `utilise: use`. */
  preferredWords: z.record(word, word).default({}),
  bannedWords: z.array(word).max(300).default([]),
  /** Stands at the end of every draft. */
  requiredFooter: paragraph(600).optional(),
  /** Stands in every draft from regulated content. */
  disclaimer: paragraph(1_000).optional(),
  /** Of the whole email without footer and disclaimer. */
  maxWords: z.int().min(20).max(2_000).optional(),
  /** Characters. */
  maxSubject: z.int().min(10).max(200).optional(),
  /** Flesch-Kincaid school grade: 8 is plain, 12 demanding. */
  readingGrade: z.number().min(1).max(20).optional(),
});
export type BrandRules = z.output<typeof brandSchema>;
