import { walkCondition } from '../walk-condition.ts';
import type { Condition } from './ast.ts';
import { limits } from './limits.ts';

const DAY = 24 * 3_600_000;

/**
 * Whether the condition counts events of before `keptFrom`, itself or by a segment that it names: a count with a window
 * that begins earlier, or with none. `now` is where windows end.
 */
export function countsBefore(
  condition: Condition,
  segments: Readonly<Record<string, Condition>>,
  { keptFrom, now }: { keptFrom: number; now: number },
): boolean {
  const days = (now - keptFrom) / DAY;
  const seen = new Set<string>();
  const reaches = (c: Condition): boolean =>
    [...walkCondition(c)].some((node) => daysOf(node) > days || named(node));
  const named = (node: Condition): boolean => {
    if (node.op !== 'segment' && node.op !== 'stakeholders') return false;
    if (seen.has(node.id) || !Object.hasOwn(segments, node.id)) return false;
    seen.add(node.id);
    return reaches(segments[node.id] as Condition);
  };
  return reaches(condition);
}

/** How far back a count looks; below 0 when it is none. */
function daysOf(node: Condition): number {
  if (node.op === 'count' || node.op === 'sum') return node.days ?? Number.POSITIVE_INFINITY;
  return node.op === 'sequence' ? (node.days ?? limits.sequenceDays) + node.withinDays : -1;
}
