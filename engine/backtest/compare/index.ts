import type { Database } from '../../../db/connection.ts';
import { ENGINE_SEMANTICS } from '../../core/decide.ts';
import { activeVersion } from '../../runtime/sql/programs.ts';
import { runParts } from '../parallel/run.ts';
import { countLeadsUntil } from '../sql/backtest.ts';
import { semanticsOfEngine } from '../sql/replay.ts';
import { datesOf } from './dates.ts';
import { observedRates } from './rates.ts';
import { sumOf } from './tally.ts';
import type { BacktestOptions, BacktestReport } from './types.ts';

export type * from './types.ts';

/**
 * Runs the program in force and the one proposed over the recorded inputs of a period, side by side, and counts what
 * differs. Only what came from outside is run again; timers are made anew, and what leads did about an email happens
 * only where that email is sent, as long after it as in reality. Emails that were not sent in reality are answered
 * under two bounds. Every lead begins as it really stood at the beginning of the period.
 *
 * Not seen: what leads do on a website because of an email that one side does not send stays; other leads of an
 * account are as recorded. Reads only; rejects with the signal's reason when it is aborted.
 */
export async function backtest(db: Database, options: BacktestOptions): Promise<BacktestReport> {
  const { base, proposed, from, to, samples = 5, progress, signal, parallel } = options;
  const of = await countLeadsUntil(db, to);
  const every = options.leads === undefined ? 1 : Math.max(1, Math.ceil(of / options.leads));
  const rates = await observedRates(db, base, { from, to });
  const version = await activeVersion(db);
  const ours = await semanticsOfEngine(db, ENGINE_SEMANTICS);
  const tallies = await runParts(db, {
    task: 'backtest',
    context: { base, proposed, version, from, to, every, samples, rates, ours },
    leads: of / every,
    parallel,
    progress,
    signal,
  });
  const { counts, dates, ...sum } = sumOf(tallies, samples);
  const { decideMs, ...rest } = counts;
  return {
    from,
    to,
    of,
    rates,
    ...rest,
    ...sum,
    dates: { none: datesOf(dates.none), observed: datesOf(dates.observed) },
    decideMs: Math.round(decideMs),
  };
}
