import type { Database } from '../../../db/connection.ts';
import { dayMs } from '../../program/duration.ts';
import type { Program } from '../../program/schema.ts';
import type { PlanBacktest } from '../../runtime/changes/plan/plan-backtest.ts';
import type { Watch } from '../../runtime/changes/types.ts';
import type { Progress } from '../parallel/work.ts';
import { backtest } from './index.ts';
import { summaryOf } from './summary.ts';

/** What a plan carries: enough leads for its figures, few enough to wait for. */
export const planPeriodDays = 90;
const planLeads = 1000;
const planSamples = 3;

/** The backtest of a plan: the last 90 days for at most 1,000 leads, evenly chosen. */
export async function planBacktest(
  db: Database,
  change: { base: Program; version: number; proposed: Program; now: number },
  leads = planLeads,
  { progress, signal }: Watch = {},
): Promise<PlanBacktest> {
  const { base, version, proposed, now } = change;
  const period = { from: now - planPeriodDays * dayMs, to: now };
  const report = await backtest(db, {
    base,
    proposed,
    ...period,
    leads,
    samples: planSamples,
    ...(progress && { progress: (so) => progress(lookingBack(so)) }),
    ...(signal && { signal }),
  });
  return summaryOf(report, version, [proposed, base]);
}

function lookingBack({ leads, of }: Progress): string {
  return `Running the last ${planPeriodDays} days again: ${leads} of ${of} leads`;
}
