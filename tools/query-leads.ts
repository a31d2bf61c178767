import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { queryLeads } from '../engine/analytics/query-leads.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { iso } from './support/changes.ts';
import { conditionText, readCondition, segmentConditions } from './support/conditions.ts';
import { assertImpersonalField } from './support/personal.ts';
import { conditionInput, instant, instantInput } from './support/schemas.ts';
import { taint } from './support/taint.ts';
import { defineTool } from './tool.ts';

export const queryLeadsTool = defineTool({
  name: 'query_leads',
  title: 'Query leads',
  description:
    'Count the leads that satisfy a condition, optionally broken down by a field, with a small sample. Use it for every question of how many or which leads. At most 20 leads a page and 30 values.',
  input: z.strictObject({
    where: conditionInput.optional().describe('Absent: all leads. Condition text or its JSON form'),
    breakdown_by: z.string().max(60).optional().describe('A field name, e.g. industry'),
    as_of: instantInput
      .optional()
      .describe('Where windows such as last_30_days end; default now. Fields are as of now'),
    sample: z.int().min(0).max(20).default(5).describe('Leads to list, highest score first'),
    /** The `next` of the page before. */
    cursor: z.string().max(60).optional(),
  }),
  output: z.strictObject({
    count: z.int(),
    total: z.int(),
    condition: z.string().nullable(),
    as_of: instant,
    counted_since: instant
      .optional()
      .describe('Older events were let go: the condition counts as if they had not happened'),
    breakdown: z.array(z.strictObject({ value: z.string().nullable(), count: z.int() })).optional(),
    leads: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().nullable(),
        account: z.string().nullable(),
        score: z.int(),
        journey_stage: z.string(),
      }),
    ),
    /** There are more leads than these. */
    next: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const active = await context.services.engine.program();
    const vocabulary = vocabularyOf(active.program);
    const condition =
      input.where === undefined ? undefined : readCondition(input.where, { event: false, vocabulary });
    const asOf = input.as_of ?? context.now;
    const withheld = context.personal === false;
    if (withheld && input.breakdown_by !== undefined) assertImpersonalField(input.breakdown_by);
    const listed = withheld ? 0 : input.sample;
    const answer = await queryLeads(context.services.db, {
      condition,
      segments: segmentConditions(active),
      vocabulary,
      now: asOf,
      breakdown: input.breakdown_by,
      sample: listed,
      ...(input.cursor !== undefined && { after: readCursor(input.cursor) }),
    });
    const last = listed > 0 && answer.sample.length === listed ? answer.sample.at(-1) : undefined;
    for (const lead of answer.sample) taint(context, `lead:${lead.id}`);
    if (input.breakdown_by !== undefined && isFreeText(input.breakdown_by))
      taint(context, `field:${input.breakdown_by}`);
    return {
      count: answer.count,
      total: answer.total,
      condition: condition ? conditionText(condition) : null,
      as_of: iso(asOf),
      ...(answer.countedSince !== undefined && { counted_since: iso(answer.countedSince) }),
      ...(answer.breakdown && { breakdown: answer.breakdown }),
      leads: answer.sample.map((lead) => ({
        id: lead.id,
        name: lead.name,
        account: lead.account,
        score: lead.score,
        journey_stage: lead.journey,
      })),
      ...(last && answer.count > answer.sample.length && { next: `${last.score}~${last.id}` }),
    };
  },
});

/** Its values were written by leads, not chosen from the words of the vocabulary. */
function isFreeText(field: string): boolean {
  const known = defaultVocabulary.fields[field];
  return known?.type === 'text' && known.values === undefined;
}

function readCursor(text: string): { score: number; id: string } {
  const [, score, id] = /^(-?\d{1,9})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (id === undefined)
    throw new TrellisError('cursor.invalid', 'A cursor is the next of the page before, as it came.');
  return { score: Number(score), id };
}
