import type { Condition } from './condition/ast.ts';
import { segmentsIn } from './walk-condition.ts';

/**
 * Orders segments so that each comes after those its condition names, else by id. `cycles` lists each circle of
 * segments that use one another, as `a → b → a`; nothing is ordered right then. Unknown names are passed over.
 */
export function orderSegments(segments: Readonly<Record<string, Condition>>): {
  order: string[];
  cycles: string[][];
} {
  const order: string[] = [];
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];

  const visit = (id: string): void => {
    const condition = segments[id];
    if (condition === undefined || done.has(id)) return;
    const begun = path.indexOf(id);
    if (begun >= 0) {
      cycles.push([...path.slice(begun), id]);
      return;
    }
    path.push(id);
    for (const used of segmentsIn(condition).toSorted()) visit(used);
    path.pop();
    done.add(id);
    order.push(id);
  };
  for (const id of Object.keys(segments).toSorted()) visit(id);
  return { order, cycles };
}
