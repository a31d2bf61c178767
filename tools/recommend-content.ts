import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { type ContentKind, contentKinds } from '../knowledge/items/item.ts';
import { leftOutReasons } from '../knowledge/recommend/eligible.ts';
import type { Evidence } from '../knowledge/recommend/evidence.ts';
import type { ShelfItem } from '../knowledge/recommend/shelf.ts';
import { type AudienceAsked, audienceAsked } from './support/content/audience-asked.ts';
import { bestContent } from './support/content/best-content.ts';
import { coverageBy, coverageReport } from './support/content/coverage-report.ts';
import { evidenceNotes, showEvidence } from './support/content/evidence-words.ts';
import { figuresFor, recommendFor } from './support/content/recommend-for.ts';
import { rateOutput, stageInput } from './support/schemas.ts';
import { defineTool, type ToolContext } from './tool.ts';

const evidenceOutput = z.strictObject({
  sent: z.int(),
  clicks: rateOutput,
  /** Moved to a later stage within 14 days. */
  progressed: rateOutput,
  /** Leads that took it up by themselves. */
  taken: z.int(),
  taken_progressed: rateOutput,
  words: z.string(),
});

export const recommendContent = defineTool({
  name: 'recommend_content',
  title: 'Recommend content',
  description:
    'What content to send a lead or a group next (next), what worked best for them (best), or which stages lack content for whom (gaps), with reasons and evidence. At most 20.',
  input: z.strictObject({
    show: z.enum(['next', 'best', 'gaps']).default('next'),
    lead: z.string().max(300).optional().describe('Id, email or name'),
    where: z.string().min(1).max(4000).optional().describe('Group: condition text'),
    stage: stageInput.optional(),
    goal: z.string().min(1).max(300).optional().describe('What it is to be about'),
    kind: z.string().max(40).optional().describe('case-study, guide, email …'),
    by: z.enum(coverageBy).default('segment').describe('Of gaps'),
    limit: z.int().min(1).max(20).default(5),
  }),
  output: z.strictObject({
    /** For whom. */
    audience: z.string(),
    stage: z.string().nullable(),
    lead: z.strictObject({ id: z.string(), name: z.string() }).optional(),
    items: z
      .array(
        z.strictObject({
          item: z.string(),
          version: z.int(),
          title: z.string(),
          kind: z.string(),
          stages: z.array(z.string()),
          reasons: z.array(z.string()),
          /** Among those it is recommended for. */
          evidence: evidenceOutput,
          score: z.number(),
          parts: z.record(z.string(), z.number()),
        }),
      )
      .optional(),
    left_out: z.array(z.strictObject({ reason: z.string(), count: z.int() })).optional(),
    gaps: z
      .array(
        z.strictObject({
          group: z.string(),
          stage: z.string(),
          kind: z.string(),
          gap: z.enum(['missing', 'part', 'general']),
          leads: z.int(),
          words: z.string(),
        }),
      )
      .optional(),
    notes: z.array(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    if (input.show === 'gaps') return gaps(input, context);
    const { engine, library } = context.services;
    const active = await engine.program();
    const asked = await audienceAsked(context, active, input);
    const kinds = input.kind === undefined ? undefined : [kindNamed(input.kind)];
    const head = {
      audience: asked.words,
      stage: asked.stage ?? null,
      ...(asked.lead && { lead: asked.lead }),
    };
    if (input.show === 'best') {
      const stage = asked.lead ? input.stage : asked.stage;
      const figures = await figuresFor(context, active, asked);
      const found = bestContent(await library.shelf(), figures, { stage, kinds });
      return {
        ...head,
        stage: stage ?? null,
        items: found.best.slice(0, input.limit).map(({ item, evidence }) => ({
          ...shown(item, evidence, asked),
          reasons: [],
          score: round(evidence.worked),
          parts: { worked: round(evidence.worked) },
        })),
        notes: [
          ...(found.unknown > 0 ? [`${found.unknown} more approved items: no data on them there.`] : []),
          ...evidenceNotes(),
        ],
      };
    }
    const found = await recommendFor(context, active, asked, {
      count: input.limit,
      goal: input.goal,
      kinds,
      strictStage: asked.lead === undefined || input.stage !== undefined,
      regulated: false,
    });
    return {
      ...head,
      items: found.recommended.map(({ item, evidence, reasons, score, parts }) => ({
        ...shown(item, evidence, asked),
        reasons,
        score: round(score),
        parts: Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, round(value)])),
      })),
      left_out: found.leftOut.map(({ reason, count }) => ({ reason: leftOutReasons[reason], count })),
      notes: [
        ...(found.insteadIn
          ? [`The library has nothing in ${asked.language}; these are in ${found.insteadIn}.`]
          : []),
        ...(found.recommended.length > 0 ? evidenceNotes() : []),
      ],
    };
  },
});

async function gaps(
  {
    by,
    limit,
    stage,
    kind,
  }: {
    by: (typeof coverageBy)[number];
    limit: number;
    stage?: string | undefined;
    kind?: string | undefined;
  },
  context: ToolContext,
) {
  const report = await coverageReport(context, by);
  const found = report.gaps.filter(
    (gap) => (stage === undefined || gap.stage === stage) && (kind === undefined || gap.kind === kind),
  );
  const more = found.length - limit;
  return {
    audience: `by ${by.replaceAll('-', ' ')}`,
    stage: stage ?? null,
    gaps: found.slice(0, limit),
    notes: more > 0 ? [`${more} more; the coverage page of the library shows all.`] : [],
  };
}

function shown(item: ShelfItem, evidence: Evidence, asked: AudienceAsked) {
  return {
    item: item.id,
    version: item.version,
    title: item.title,
    kind: item.kind,
    stages: [...item.stages],
    evidence: showEvidence(evidence, asked.lead ? 'leads alike' : 'them'),
  };
}

function kindNamed(said: string): ContentKind {
  const found = contentKinds.find((kind) => kind === said.trim().toLowerCase().replaceAll(/[ _]/g, '-'));
  if (found) return found;
  throw new TrellisError(
    'content.unknown_kind',
    `There is no kind of content ${said}; the kinds are ${contentKinds.join(', ')}.`,
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
