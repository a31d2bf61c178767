import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../../db/errors.ts';
import {
  type ExperimentPlan,
  planExperiment,
} from '../../../engine/analytics/experiments/plan-experiment.ts';
import { readGround } from '../../../engine/analytics/experiments/read-ground.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import { experimentMetrics, FEWEST_LEADS_PER_ARM } from '../../../engine/program/schema/experiments.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { queryOf } from '../../performance/asked.ts';

const querySchema = z.strictObject({
  metric: z.enum(experimentMetrics),
  track: z.string().max(200).optional(),
  segment: z.string().max(200).optional(),
  /** In points, or in percent of the present rate. */
  effect: z
    .string()
    .regex(/^\d{1,2}(\.\d+)?(pt|%)$/, 'write an effect as 2pt (points) or 20% (of the present rate)')
    .optional(),
  arms: z.coerce.number().int().min(2).max(10).default(2),
});

/** `GET /api/experiment-plan?metric=&track=&segment=&effect=&arms=`: how large an experiment must be, and how long. */
export function experimentPlanRoutes({ db, engine, clock }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    const { metric, track, segment, effect, arms } = querySchema.parse(c.req.query());
    if (track !== undefined && segment !== undefined)
      throw new TrellisError('experiment.plan', 'Plan for a track or for a segment, not for both.');
    const { program } = await engine.program();
    const asked = queryOf(program, { track, segment }, clock());
    const whom = { track: asked.track, segment: asked.segment };
    const ground = await readGround(db, { program, whom, metric });
    const plan = planExperiment(ground, {
      arms,
      effect: effectOf(effect, ground.rate.rate),
      leadsPerArm: FEWEST_LEADS_PER_ARM,
    });
    return c.json({ metric, ...whom, ...shownPlan(plan) });
  });
}

function shownPlan({ windowMs, cycleMs, ...plan }: ExperimentPlan) {
  return { ...plan, windowDays: windowMs / dayMs, cycleDays: cycleMs / dayMs };
}

/** What `GET /api/experiment-plan` answers. */
export type ShownPlan = ReturnType<typeof shownPlan> & { metric: string; track?: string; segment?: string };

function effectOf(text: string | undefined, rate: number | null): number | undefined {
  if (text === undefined) return undefined;
  const share = Number.parseFloat(text) / 100;
  return text.endsWith('%') ? share * (rate ?? 0) : share;
}
