import type { BacktestResult } from './backtest.ts';
import { alignColumns, whole } from './report.ts';

/** A line per run; deciding is shared by the threads, one a core. */
export function renderBacktest({ leads, inputs, threads, runs }: BacktestResult): string {
  const head = ['', 'leads', 'differ', 'inputs', 'seconds', 'inputs/s', 'deciding, s per core'];
  const rows = runs.map(({ what, differing, decideSeconds, ...run }) => [
    what,
    whole(run.leads),
    whole(differing),
    whole(run.inputs),
    run.seconds.toFixed(1),
    whole(run.inputs / run.seconds),
    decideSeconds === undefined ? '' : (decideSeconds / threads).toFixed(1),
  ]);
  return `${whole(leads)} leads, ${whole(inputs)} inputs in 90 days, ${threads} threads\n${alignColumns([head, ...rows])}`;
}
