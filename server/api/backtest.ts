import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import { backtest } from '../../engine/backtest/compare/index.ts';
import { planPeriodDays } from '../../engine/backtest/compare/plan-backtest.ts';
import { dayMs } from '../../engine/program/duration.ts';
import { applyEdits } from '../../engine/program/edits.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const askedSchema = z.strictObject({
  days: z.int().min(1).max(1000).default(planPeriodDays),
  /** At most so many leads, evenly chosen; all when absent. */
  leads: z.int().min(1).optional(),
  samples: z.int().min(0).max(100).default(5),
});

/**
 * Runs a change over the recorded past, on the program in force now. Answers with lines of JSON: `{progress}` after
 * every few hundred leads, last `{report}` or `{error}`. Ends when the client goes away.
 */
export async function streamBacktest(
  c: Context,
  { changes, engine, db, clock }: Installation,
  id: string,
): Promise<Response> {
  const { days, leads, samples } = await readJson(c, askedSchema);
  const { edits } = await changes.get(id);
  const { program: base } = await engine.program();
  // Faults of the edits are an error of the request, not of the stream.
  const proposed = applyEdits(base, edits);
  const to = clock();
  c.header('content-type', 'application/x-ndjson');
  return stream(c, async (out) => {
    const abort = new AbortController();
    out.onAbort(() => abort.abort());
    const line = (value: unknown) => out.write(`${JSON.stringify(value)}\n`);
    try {
      const report = await backtest(db, {
        base,
        proposed,
        from: to - days * dayMs,
        to,
        samples,
        ...(leads !== undefined && { leads }),
        signal: abort.signal,
        progress: (progress) => void line({ progress }),
      });
      await line({ report });
    } catch (error) {
      if (abort.signal.aborted) return;
      await line({ error: { code: 'backtest.failed', message: String(error) } });
    }
  });
}
