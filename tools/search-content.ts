import { z } from 'zod';
import { companySizes, contentKinds } from '../knowledge/items/item.ts';
import { stageInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

const maxText = 600;

export const searchContent = defineTool({
  name: 'search_content',
  title: 'Search the content library',
  description:
    'Find passages of the content library by words, best first, with what to cite. Use it for what the company says about a topic and for content to send. Cite a passage as [n]. At most 10 passages.',
  input: z.strictObject({
    query: z.string().min(1).max(300).describe('Words to look for'),
    stage: stageInput.optional(),
    kind: z.enum(contentKinds).optional(),
    industry: z.string().max(63).optional(),
    company_size: z.enum(companySizes).optional(),
    limit: z.int().min(1).max(10).default(5),
  }),
  output: z.strictObject({
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
        text: z.string(),
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
        ...(input.stage && { stage: input.stage }),
        ...(input.kind && { kind: input.kind }),
        ...(input.industry && { industry: input.industry }),
        ...(input.company_size && { companySize: input.company_size }),
      },
    });
    for (const { item } of hits) taint(context, `content:${item.id}@${item.version}`);
    return {
      passages: hits.map(({ item, passage }, index) => ({
        n: index + 1,
        item: item.id,
        version: item.version,
        title: item.title,
        kind: item.kind,
        stages: [...item.stages],
        industries: [...item.industries],
        approved: item.approved,
        heading: passage.heading,
        text: passage.text.length > maxText ? `${passage.text.slice(0, maxText)}…` : passage.text,
        start: passage.start,
        end: passage.end,
      })),
    };
  },
});
