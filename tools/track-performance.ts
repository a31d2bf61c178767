import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { periodBefore } from '../engine/analytics/period.ts';
import { readPeriod } from '../engine/analytics/periods/read-period.ts';
import { type TrackPerformance, trackPerformance } from '../engine/analytics/track-performance.ts';
import type { Track } from '../engine/program/schema.ts';
import { iso } from './support/changes.ts';
import { contentTitle } from './support/content-title.ts';
import { instant, instantInput, periodInput, rateOutput, trackInput } from './support/schemas.ts';
import { findTrack } from './support/tracks.ts';
import { defineTool, type ToolContext } from './tool.ts';

const defaultDays = 30;

const counts = z.record(z.string(), z.int());
const emails = z.strictObject({ sent: z.int(), delivered: z.int(), opens: rateOutput, clicks: rateOutput });
const figures = z.strictObject({
  from: instant,
  to: instant,
  enrolled: z.int(),
  active_at_end: z.int(),
  ended: counts,
  /** Of the leads enrolled in the period, those who reached the goal so far. */
  goal_reached: rateOutput,
  /** What has become of the others so far. */
  cohort: z.strictObject({ still_active: z.int(), ended_otherwise: z.int() }),
  emails,
  downloads: z.int(),
  stage_moves: z.strictObject({ journey: counts, lifecycle: counts }),
  unsubscribes: rateOutput,
});

export const trackPerformanceTool = defineTool({
  name: 'track_performance',
  title: 'Track performance',
  description:
    'How a track did in a period, per step and against the period before: enrolled, ended, goal reached by those enrolled, emails, opens, clicks, downloads, stage moves, unsubscribes. Rates have 95 % intervals; a null rate means not enough data.',
  input: z.strictObject({
    track: trackInput,
    from: instantInput.optional().describe(`Beginning; default ${defaultDays} days before the end`),
    to: instantInput.optional().describe('End, exclusive; default now'),
    period: periodInput.optional(),
  }),
  output: z.strictObject({
    track: z.string(),
    title: z.string(),
    period: figures,
    before: figures,
    steps: z.array(emails.extend({ id: z.string(), title: z.string(), in_program: z.boolean() })),
    notes: z.array(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run(input, context) {
    const { engine, db } = context.services;
    const { id, track } = findTrack((await engine.program()).program, input.track);
    const said = input.period === undefined ? undefined : readPeriod(input.period, context.now);
    const to = said?.to ?? input.to ?? context.now;
    const from = said?.from ?? input.from ?? to - defaultDays * 24 * 3_600_000;
    if (from >= to)
      throw new TrellisError('period.empty', 'The period ends before it begins; give from before to.');
    const period = { from, to };
    const now = await trackPerformance(db, { track: id, ...period });
    const before = await trackPerformance(db, { track: id, ...periodBefore(period) });
    return {
      track: id,
      title: track.title,
      period: shown(now),
      before: shown(before),
      steps: await stepsOf(track, now, context),
      notes: [
        'The goal rate is of the leads enrolled in the period, as they stand now; earlier ones have had longer to reach it.',
        'Opens are unreliable: some mail clients load images for the reader. Judge by clicks and moves.',
        'Opens, clicks and bounces count within 14 days of the sending.',
        ...(to > context.now ? ['The period has not ended yet.'] : []),
      ],
    };
  },
});

function shown(performance: TrackPerformance): z.input<typeof figures> {
  return {
    from: iso(performance.from),
    to: iso(performance.to),
    enrolled: performance.enrolled,
    active_at_end: performance.active,
    ended: performance.ended,
    goal_reached: performance.cohort.goal,
    cohort: {
      still_active: performance.cohort.active,
      ended_otherwise: performance.cohort.endedOtherwise,
    },
    emails: performance.emails,
    downloads: performance.downloads,
    stage_moves: performance.stageMoves,
    unsubscribes: performance.unsubscribes,
  };
}

/** Email steps in the order of the track, then steps that were sent and are no longer in the program. */
async function stepsOf(track: Track, performance: TrackPerformance, context: ToolContext) {
  const nothing = {
    sent: 0,
    delivered: 0,
    opens: { numerator: 0, denominator: 0, rate: null, low: null, high: null },
    clicks: { numerator: 0, denominator: 0, rate: null, low: null, high: null },
  };
  const inProgram = track.steps.filter((step) => step.kind === 'email');
  const known = new Set(inProgram.map((step) => step.id));
  const shownSteps = [];
  for (const step of inProgram) {
    const title = step.title ?? (await contentTitle(step.content, context));
    shownSteps.push({ id: step.id, title, in_program: true, ...(performance.steps[step.id] ?? nothing) });
  }
  return [
    ...shownSteps,
    ...Object.entries(performance.steps)
      .filter(([id]) => !known.has(id))
      .map(([id, step]) => ({ id, title: id, in_program: false, ...step })),
  ];
}
