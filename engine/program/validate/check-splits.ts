import type { Program } from '../schema.ts';
import { splitKey } from '../split-key.ts';
import { type Finding, finding } from './findings.ts';

/** Arms that are named twice, and splits of one experiment that do not have the same arms. */
export function checkSplits(program: Program): Finding[] {
  const armsOf = new Map<string, string>();
  return Object.entries(program.tracks).flatMap(([track, { steps }]) =>
    steps.flatMap((step, place): Finding[] => {
      if (step.kind !== 'split') return [];
      const path = `tracks/${track}/steps/${place}/arms`;
      const ids = step.arms.map(({ id }) => id);
      const twice = ids.find((id, n) => ids.indexOf(id) < n);
      if (twice !== undefined)
        return [finding('split.same_arm', path, `two arms are called "${twice}"; give each its own id`)];
      const key = splitKey(track, step);
      const arms = ids.toSorted().join(', ');
      const others = armsOf.get(key) ?? arms;
      armsOf.set(key, others);
      if (arms === others) return [];
      return [
        finding(
          'split.other_arms',
          path,
          `experiment "${key}" has other arms elsewhere (${others}); name the same here`,
        ),
      ];
    }),
  );
}
