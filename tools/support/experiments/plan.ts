import { z } from 'zod';
import { planExperiment } from '../../../engine/analytics/experiments/plan-experiment.ts';
import { readGround } from '../../../engine/analytics/experiments/read-ground.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import { experimentMetrics, FEWEST_LEADS_PER_ARM } from '../../../engine/program/schema/experiments.ts';
import type { Program } from '../../../engine/program/schema.ts';
import type { ToolContext } from '../../tool.ts';
import { rateOutput, trackInput } from '../schemas.ts';
import { findTrack } from '../tracks.ts';

export const planInput = z.strictObject({
  metric: z.enum(experimentMetrics),
  track: trackInput.optional(),
  effect: z.number().min(0.001).max(0.9).optional().describe('In shares: 0.02 is two points'),
  arms: z.int().min(2).max(10).default(2),
});

export const planOutput = z.strictObject({
  metric: z.string(),
  track: z.string().optional(),
  arms: z.int(),
  /** Of the company's past, within the window. */
  rate: rateOutput,
  window_days: z.int(),
  leads_per_week: z.number(),
  /** For the effect asked for; days null: nobody can say. */
  for_effect: z
    .strictObject({ effect: z.number(), leads_per_arm: z.int(), days: z.int().nullable() })
    .optional(),
  /** The smallest effect that so many days can show; null: none. */
  within: z.array(z.strictObject({ days: z.int(), leads_per_arm: z.int(), effect: z.number().nullable() })),
});

/** How large an experiment must be and how long it takes, by the company's own numbers. */
export async function planFor(
  { metric, track, effect, arms }: z.output<typeof planInput>,
  program: Program,
  { services }: ToolContext,
): Promise<{ plan: z.input<typeof planOutput>; notes: string[] }> {
  const id = track === undefined ? undefined : findTrack(program, track).id;
  const ground = await readGround(services.db, { program, whom: { track: id }, metric });
  const found = planExperiment(ground, { arms, effect, leadsPerArm: FEWEST_LEADS_PER_ARM });
  return {
    plan: {
      metric,
      ...(id !== undefined && { track: id }),
      arms,
      rate: { ...found.rate },
      window_days: Math.round(found.windowMs / dayMs),
      leads_per_week: Math.round(found.leadsPerWeek * 10) / 10,
      ...(found.forEffect && {
        for_effect: {
          effect: found.forEffect.effect,
          leads_per_arm: found.forEffect.perArm,
          days: found.forEffect.days,
        },
      }),
      within: found.within.map(({ days, perArm, effect: smallest }) => ({
        days,
        leads_per_arm: perArm,
        effect: smallest,
      })),
    },
    notes: found.notes,
  };
}
