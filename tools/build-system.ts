import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { journeyStages } from '../engine/program/schema.ts';
import {
  businessModels,
  leadSources,
  leadTypes,
  platforms,
  salesCycles,
} from '../engine/program/templates/system/brief.ts';
import { clashesOf } from '../engine/program/templates/system/clashes.ts';
import { composeSystem } from '../engine/program/templates/system/compose.ts';
import { journeyStory } from '../engine/program/templates/system/journey.ts';
import { families } from '../engine/program/templates/system/segments.ts';
import { fileChange } from './support/changes.ts';
import { changeOutput } from './support/schemas.ts';
import { systemGaps } from './support/system/gaps.ts';
import { assumptions, missingParts } from './support/system/notes.ts';
import { planTracks } from './support/system/plan-tracks.ts';
import { readBrief } from './support/system/read-brief.ts';
import { reasonLines } from './support/system/reason.ts';
import { showTracks } from './support/system/show-tracks.ts';
import { defineTool } from './tool.ts';

/** Some of the words. How many is checked and not told: the bound is longer than it is of use to a model. */
function each<const T extends readonly [string, ...string[]]>(words: T) {
  return z.array(z.enum(words)).refine(({ length }) => length <= words.length, 'name each once');
}

/** Gaps that an answer names; the others are counted. */
const mostGaps = 10;

export const buildSystem = defineTool({
  name: 'build_system',
  title: 'Build a nurturing system',
  description:
    'Propose a whole nurturing system from a brief as one change: segments, journey, tracks with content, triggers, scoring; says what is missing or assumed. Overwrites nothing.',
  input: z.strictObject({
    product: z.string().trim().min(1).max(60),
    business: z.string().max(100).optional(),
    audience: z.string().max(4000).optional().describe('Condition text'),
    model: each(businessModels).refine((named) => named.length > 0, 'name at least one'),
    cycle: z.enum(salesCycles),
    sources: each(leadSources).optional(),
    lead_types: each(leadTypes).optional(),
    stages: each(journeyStages).optional(),
    platform: z.enum(platforms).optional(),
  }),
  output: z.strictObject({
    change: changeOutput,
    /** Every id of it begins with this. */
    name: z.string(),
    journey: z.array(z.strictObject({ stage: z.string(), about: z.string(), tracks: z.array(z.string()) })),
    segments: z.array(
      z.strictObject({
        id: z.string(),
        family: z.enum(families),
        title: z.string(),
        /** One of the program says the same, and stands for it. */
        reused: z.boolean(),
      }),
    ),
    tracks: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        stage: z.string(),
        weeks: z.int(),
        emails: z.array(
          z.strictObject({ day: z.int(), item: z.string(), title: z.string(), kind: z.string() }),
        ),
      }),
    ),
    triggers: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    scoring: z.array(z.strictObject({ id: z.string(), title: z.string(), points: z.int() })),
    /** Content to write, most needed first. */
    gaps: z.array(
      z.strictObject({
        audience: z.string(),
        stage: z.string(),
        kind: z.string(),
        topic: z.string(),
        track: z.string().optional(),
      }),
    ),
    more_gaps: z.int(),
    /** What the program has already and keeps. */
    kept: z.array(z.string()),
    assumed: z.array(z.string()),
    missing: z.array(z.string()),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  proposes: true,
  role: 'marketer',
  async run(input, context) {
    const active = await context.services.engine.program();
    const { program } = active;
    const brief = await readBrief(context, active, input);
    const filled = await planTracks(context, active, brief);
    const { tracks, shortages } = filled;
    const gaps = systemGaps(brief, filled, context.now);
    if (tracks.length === 0) {
      throw new TrellisError(
        'content.none',
        'The library has no approved content for any stage of this system. Write and approve some of what is named, then ask again.',
        {
          faults: gaps.map(({ stage, audience, kind, topic }) => ({
            path: `${stage}/${audience}`,
            message: `${kind}: ${topic}`,
          })),
        },
      );
    }
    const system = composeSystem(brief, tracks, program);
    const clashes = clashesOf(system.edits, program);
    if (clashes.length > 0) {
      throw new TrellisError(
        'system.exists',
        `The program has ${clashes.length === 1 ? 'a part' : `${clashes.length} parts`} of that name already, and a system overwrites nothing. Give the product another name, or change what is there.`,
        { faults: clashes.map((path) => ({ path, message: 'is in the program already' })) },
      );
    }
    const shown = showTracks(brief, tracks);
    const journey = brief.stages.map((stage) => ({
      stage,
      about: journeyStory[stage].title,
      tracks: shown.filter((track) => track.stage === stage).map(({ id }) => id),
    }));
    const notes = {
      kept: system.kept,
      assumed: assumptions(brief, input, program),
      missing: missingParts(brief, { shortages, program }),
    };
    const change = await fileChange(context, {
      title: `Nurturing system: ${brief.product}${input.business ? ` (${input.business})` : ''}`,
      edits: system.edits,
      reason: reasonLines({ brief, journey, tracks: shown, gaps, ...notes }),
    });
    return {
      change,
      name: brief.name,
      journey,
      segments: system.segments.map(({ id, family, title, reused }) => ({ id, family, title, reused })),
      tracks: shown,
      triggers: system.triggers.map(({ id, title }) => ({ id, title })),
      scoring: system.scoring,
      gaps: gaps.slice(0, mostGaps),
      more_gaps: Math.max(0, gaps.length - mostGaps),
      ...notes,
    };
  },
});
