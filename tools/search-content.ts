import { z } from 'zod';
import { visibleText } from '../knowledge/grounding/plain.ts';
import { bestQuote } from '../knowledge/grounding/quote.ts';
import { companySizes } from '../knowledge/items/item.ts';
import { kindInput, stageInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

/** What Trellis itself has drafted says nothing new, and bears nothing out before somebody has approved it. */
const notOurDraft = 'NOT source = "draft" OR approved = true';

export const searchContent = defineTool({
  name: 'search_content',
  title: 'Search the content library',
  description:
    'Find passages of the content library by words, best first, with what to cite. Use it for what the company says about a topic and for content to send. Cite a passage as [n]. `evidence` weak or none: the library does not say; answer so. At most 10 passages.',
  input: z.strictObject({
    query: z.string().min(1).max(300).describe('Words to look for'),
    stage: stageInput.optional(),
    kind: kindInput.optional(),
    industry: z.string().max(63).optional(),
    company_size: z.enum(companySizes).optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  output: z.strictObject({
    /** good: they are about what was asked; weak: the nearest there is. */
    evidence: z.enum(['good', 'weak', 'none']),
    passages: z.array(
      z.strictObject({
        /** Number to cite it by. */
        n: z.int(),
        item: z.string(),
        version: z.int(),
        title: z.string(),
        kind: z.string(),
        stages: z.array(z.string()),
        industries: z.array(z.string()),
        approved: z.boolean(),
        heading: z.string(),
        /** Of the source, where it has pages. */
        page: z.int().optional(),
        text: z.string(),
        /** The sentence of it that says most about the query, word for word; empty when none has its words. */
        quote: z.string(),
        /** Offsets into the item's body in code points, end exclusive. */
        start: z.int(),
        end: z.int(),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const hits = await context.services.library.search(input.query, {
      limit: input.limit,
      where: {
        condition: notOurDraft,
        ...(input.stage && { stage: input.stage }),
        ...(input.kind && { kind: input.kind }),
        ...(input.industry && { industry: input.industry }),
        ...(input.company_size && { companySize: input.company_size }),
      },
    });
    for (const { item } of hits) taint(context, `content:${item.id}@${item.version}`);
    return {
      evidence: await context.services.library.weigh(input.query, hits),
      passages: hits.map(({ item, passage }, index) => ({
        n: index + 1,
        item: item.id,
        version: item.version,
        title: visibleText(item.title),
        kind: item.kind,
        stages: [...item.stages],
        industries: [...item.industries],
        approved: item.approved,
        heading: visibleText(passage.heading),
        ...(passage.page !== undefined && { page: passage.page }),
        text: visibleText(passage.text),
        quote: bestQuote(`${input.query} ${input.industry ?? ''}`, passage.text),
        start: passage.start,
        end: passage.end,
      })),
    };
  },
});
