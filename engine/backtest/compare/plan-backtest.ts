import type { Database } from '../../../db/connection.ts';
import { dayMs } from '../../program/duration.ts';
import type { Program } from '../../program/schema.ts';
import type { PlanBacktest } from '../../runtime/changes/types.ts';
import type { Figures } from './figures.ts';
import { backtest } from './index.ts';
import type { BacktestReport } from './types.ts';

/** What a plan carries: enough leads for its figures, few enough to wait for. */
export const planPeriodDays = 90;
const planLeads = 1000;

/** The backtest of a plan: the last 90 days for at most 1,000 leads, evenly chosen. */
export async function planBacktest(
  db: Database,
  change: { base: Program; version: number; proposed: Program; now: number },
): Promise<PlanBacktest> {
  const { base, version, proposed, now } = change;
  const period = { from: now - planPeriodDays * dayMs, to: now };
  return summaryOf(await backtest(db, { base, proposed, ...period, leads: planLeads }), version);
}

function summaryOf(report: BacktestReport, version: number): PlanBacktest {
  const { from, to, leads, of, changed, recorded, base, proposed, samples } = report;
  return {
    from,
    to,
    version,
    leads,
    of,
    changed,
    figures: figures.map(([name, read]) => ({
      of: name,
      recorded: read(recorded),
      base: read(base.none),
      proposed: [read(proposed.none), read(proposed.observed)],
    })),
    samples: samples.map(({ lead }) => lead),
  };
}

const figures: readonly [PlanBacktest['figures'][number]['of'], (figures: Figures) => number][] = [
  ['emails', ({ emails }) => emails],
  ['enrolments', ({ enrolments }) => enrolments],
  ['goals', ({ ends }) => ends.goal ?? 0],
  ['mql', ({ reached }) => reached.mql ?? 0],
  ['sql', ({ reached }) => reached.sql ?? 0],
];
