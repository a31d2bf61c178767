import type { Happening } from './happening.ts';

/** What generated leads will do, by when. Putting and taking are cheap; what lies beyond the end is forgotten. */
export interface Agenda<T extends Happening> {
  add(happening: T): void;
  /** Everything before the instant that was not taken yet, by time, then by the order of putting. */
  takeUntil(instant: number): T[];
}

const bucketMs = 3_600_000;

export function createAgenda<T extends Happening>(start: number, end: number): Agenda<T> {
  const bucketOf = (instant: number) => Math.floor((instant - start) / bucketMs);
  const buckets: T[][] = Array.from({ length: bucketOf(end) + 1 }, () => []);
  let first = 0;
  return {
    add(happening) {
      if (happening.at < end) buckets[Math.max(bucketOf(happening.at), first)]?.push(happening);
    },
    takeUntil(instant) {
      const last = Math.min(bucketOf(instant), buckets.length - 1);
      const taken = buckets
        .slice(first, last + 1)
        .flat()
        .sort((a, b) => a.at - b.at);
      const due = taken.filter(({ at }) => at < instant);
      for (let bucket = first; bucket <= last; bucket++) buckets[bucket] = [];
      buckets[last]?.push(...taken.slice(due.length));
      first = last;
      return due;
    },
  };
}
