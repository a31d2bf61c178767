import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';

/** All comparisons of one answer: which of them are more than chance can only be said of all together. */
export interface Comparisons {
  /** `settle` is told whether the difference is clear, once all are known. Without `p` there is nothing to compare. */
  add(p: number | null, settle: (clear: boolean) => void): void;
  settle(): void;
}

/** At most 5 % of the differences called clear are chance, on average. */
const level = 0.05;

export function createComparisons(): Comparisons {
  const open: { p: number; settle: (clear: boolean) => void }[] = [];
  return {
    add(p, settle) {
      if (p !== null) open.push({ p, settle });
    },
    settle() {
      const adjusted = benjaminiHochberg(open.map(({ p }) => p));
      open.forEach(({ settle }, at) => {
        settle((adjusted[at] as number) <= level);
      });
    },
  };
}
