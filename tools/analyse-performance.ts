import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import type { Program } from '../engine/program/schema.ts';
import { iso } from './support/changes.ts';
import { itemsLike } from './support/items-like.ts';
import { usualDays } from './support/opportunities/find.ts';
import { addressesOf } from './support/performance/addresses.ts';
import { answerTo } from './support/performance/answers.ts';
import { askedFor } from './support/performance/asked.ts';
import { type About, abouts, partsOutput } from './support/performance/schema.ts';
import { instant, periodInput, stageInput, trackInput } from './support/schemas.ts';
import { defineTool } from './tool.ts';

export const analysePerformance = defineTool({
  name: 'analyse_performance',
  title: 'Analyse performance',
  description:
    'How nurturing did in a period against the one before: figures with numerator, denominator, 95 % interval and whether the difference is clear. Say denominators; null value: not enough data; not clear: may be chance; associative is no cause. Opportunities are filed by propose_change.',
  input: z.strictObject({
    about: z.enum(abouts).default('overview'),
    period: periodInput.optional(),
    track: trackInput.optional(),
    segment: z.string().max(200).optional(),
    stage: stageInput.optional(),
    industry: z.string().max(200).optional(),
    item: z.string().max(63).optional(),
    owner: z.string().max(200).optional(),
    where: z.string().min(1).max(4000).optional().describe('Any other group: condition text'),
  }),
  output: z.strictObject({
    about: z.enum(abouts),
    period: z.strictObject({ from: instant, to: instant, words: z.string() }),
    before: z.strictObject({ from: instant, to: instant }).optional(),
    /** Id of the track it is about. */
    track: z.string().optional(),
    filters: z.record(z.string(), z.string()),
    /** Until when what happened is counted in. */
    as_of: instant,
    /** The answer in sentences. */
    summary: z.array(z.string()),
    ...partsOutput,
    notes: z.array(z.string()),
    /** Page of all figures. */
    url: z.string(),
    /** A picture of it. */
    chart: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run({ about, ...narrowed }, context) {
    const active = await context.services.engine.program();
    const { library } = context.services;
    if (narrowed.item !== undefined && !(await library.get(narrowed.item))) {
      const like = await itemsLike(library, narrowed.item);
      // What has left the library has figures still.
      if (like !== '')
        throw new TrellisError('content.unknown', `There is no content item ${narrowed.item}.${like}`);
    }
    const { span, query } = askedFor(active.program, { ...narrowed, ...usual(about, narrowed) }, context.now);
    const answer = await answerTo(about, query, active, context);
    const { query: address } = addressesOf(query, answer.filters);
    const drawn = drawnOf(about, query.track);
    const home = context.services.changeUrl('').replace(/changes\/$/, '');
    return {
      about,
      period: { from: iso(span.from), to: iso(span.to), words: span.label },
      ...(answer.before && { before: { from: iso(answer.before.from), to: iso(answer.before.to) } }),
      ...(query.track !== undefined && { track: query.track }),
      filters: namedFilters(active.program, answer.filters),
      as_of: iso(answer.asOf),
      summary: answer.summary,
      ...answer.parts,
      notes: answer.notes,
      url: `${home}performance?${address}`,
      ...(drawn !== undefined && { chart: `${home}performance/chart.svg?kind=${drawn}&${address}` }),
    };
  },
});

/** What is drawn of an answer, where a picture says more than its sentences. */
function drawnOf(about: About, track: string | undefined): string | undefined {
  switch (about) {
    case 'overview':
    case 'emails':
      return 'trend';
    case 'funnel':
      return track === undefined ? 'funnel' : 'flow';
    case 'cohorts':
      return 'cohorts';
    default:
      return undefined;
  }
}

/** What needs longer to tell: opportunities are always looked for in the same days. */
function usual(about: About, { period }: { period?: string | undefined }): { period?: string } {
  if (about === 'opportunities') return { period: `last ${usualDays} days` };
  const slow = about === 'attribution' || about === 'cohorts';
  return slow && period === undefined ? { period: 'last 90 days' } : {};
}

/** As people call them. */
function namedFilters(
  { tracks, segments }: Program,
  filters: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { track, segment } = filters;
  return {
    ...Object.fromEntries(
      Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(track !== undefined && { track: tracks[track]?.title ?? track }),
    ...(segment !== undefined && { segment: segments[segment]?.title ?? segment }),
  };
}
