import type { Kept } from './kept.ts';
import { rate } from './table.ts';

/** What differs from an earlier run, in lines; of tasks that both ran. */
export function compared(before: Kept, now: Kept): string[] {
  const { all } = now.report;
  const was = before.report.all;
  const lines = [
    `Compared with ${before.at.slice(0, 16).replace('T', ' ')}: pass^1 ${rate(was.pass[0] ?? 0)} → ${rate(all.pass[0] ?? 0)}, tasks ${was.tasks} → ${all.tasks}, own p95 ${was.latency.ownP95.toFixed(0)} → ${all.latency.ownP95.toFixed(0)} ms`,
  ];
  const earlier = new Map(before.tasks?.map((task) => [task.id, task.passed / Math.max(1, task.trials)]));
  const shares = (now.tasks ?? []).flatMap(({ id, passed, trials }) => {
    const old = earlier.get(id);
    return old === undefined ? [] : [{ id, old, share: passed / Math.max(1, trials) }];
  });
  const ids = (which: typeof shares) => which.map(({ id }) => id).join(', ');
  const worse = shares.filter(({ old, share }) => share < old);
  const better = shares.filter(({ old, share }) => share > old);
  if (worse.length > 0) lines.push(`Passed less often: ${ids(worse)}`);
  if (better.length > 0) lines.push(`Passed more often: ${ids(better)}`);
  return lines;
}
