import type { Context } from 'hono';
import { z } from 'zod';
import { type BacktestReport, backtest } from '../../engine/backtest/compare/index.ts';
import { planPeriodDays } from '../../engine/backtest/compare/plan-backtest.ts';
import { summaryOf } from '../../engine/backtest/compare/summary.ts';
import { dayMs } from '../../engine/program/duration.ts';
import { applyEdits } from '../../engine/program/edits.ts';
import { backtestDetails, backtestWords } from '../../engine/runtime/changes/plan/backtest-words.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';
import { streamRun } from './stream-run.ts';

const askedSchema = z.strictObject({
  days: z.int().min(1).max(1000).default(planPeriodDays),
  /** At most so many leads, evenly chosen; all when absent. */
  leads: z.int().min(1).optional(),
  samples: z.int().min(0).max(100).default(5),
});

/** A report with what it says in words, as plans have it. */
export interface ToldReport extends BacktestReport {
  words: readonly string[];
}

/**
 * Runs a change over the recorded past, on the program in force now. Answers with lines of JSON: `{progress}` after
 * every few hundred leads, last `{report}` or `{error}`. Ends when the client goes away.
 */
export async function streamBacktest(
  c: Context,
  { changes, engine, db, clock, parallel }: Installation,
  id: string,
): Promise<Response> {
  const { days, leads, samples } = await readJson(c, askedSchema);
  const { edits } = await changes.get(id);
  const { program: base, version } = await engine.program();
  // Faults of the edits are an error of the request, not of the stream.
  const proposed = applyEdits(base, edits);
  const to = clock();
  const period = { from: to - days * dayMs, to };
  return streamRun(c, 'backtest.failed', async (hooks) => {
    const asked = { base, proposed, ...period, samples, ...(leads !== undefined && { leads }) };
    const report = await backtest(db, { ...asked, parallel, ...hooks });
    const plan = { backtest: summaryOf(report, version, [proposed, base]) };
    const details = backtestDetails(plan).flatMap(({ heading, lines }) => ['', heading, ...lines]);
    const words = [...backtestWords(plan), ...details];
    return { ...report, words } satisfies ToldReport;
  });
}
