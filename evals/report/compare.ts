import type { Kept } from './kept.ts';
import { rate } from './table.ts';

/** What differs from an earlier run, in lines; one by one only tasks that both ran. */
export function compared(before: Kept, now: Kept): string[] {
  const earlier = new Map(before.tasks?.map((task) => [task.id, shareOf(task)]));
  const both = (now.tasks ?? []).flatMap((task) => {
    const old = earlier.get(task.id);
    return old === undefined ? [] : [{ id: task.id, more: shareOf(task) - old }];
  });
  const ids = (which: typeof both) => which.map(({ id }) => id).join(', ');
  const worse = both.filter(({ more }) => more < 0);
  const better = both.filter(({ more }) => more > 0);
  return [
    `Compared with ${before.at.slice(0, 16).replace('T', ' ')}: ${wholly(before, now)}`,
    ...(worse.length > 0 ? [`Passed less often: ${ids(worse)}`] : []),
    ...(better.length > 0 ? [`Passed more often: ${ids(better)}`] : []),
  ];
}

/** The totals, where both ran as many tasks. */
function wholly({ report: { all: was } }: Kept, { report: { all } }: Kept): string {
  if (was.tasks !== all.tasks) return `${was.tasks} tasks then, ${all.tasks} now`;
  return [
    `pass^1 ${rate(was.pass[0] ?? 0)} → ${rate(all.pass[0] ?? 0)}`,
    `calls ${rate(was.calls ?? 0)} → ${rate(all.calls ?? 0)}`,
    `own p95 ${was.latency.ownP95.toFixed(0)} → ${all.latency.ownP95.toFixed(0)} ms`,
  ].join(', ');
}

function shareOf({ passed, trials }: { passed: number; trials: number }): number {
  return passed / Math.max(1, trials);
}
