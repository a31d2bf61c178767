import type { Queryable } from '../../../db/connection.ts';
import { armsOf } from './experiment-of.ts';
import { selectVersions } from './sql/select-versions.ts';
import type { ReadableExperiment } from './types.ts';

/** Which leads count: those that got their arm at `from` or later, by what they did until `decidedAt`; milliseconds. */
export interface Counting {
  /**
   * Since when the arms, their weights and the control are as they are: leads shared out otherwise before would bring
   * the differences of their time into those between arms. Null: always.
   */
  from: number | null;
  /** Null: not decided. */
  decidedAt: number | null;
}

/** From the versions of the program. */
export async function sharedSince(
  db: Queryable,
  { id, arms, declared }: ReadableExperiment,
): Promise<Counting> {
  const now = sharingText(arms);
  let from: number | null = null;
  let decidedAt: number | null = null;
  let isOpen = false;
  for (const version of await selectVersions(db, { experiment: id, tracks: !declared })) {
    const { experiment, holdout, tracks } = version;
    const then = armsOf(
      {
        experiments: experiment ? { [id]: experiment } : {},
        policies: { holdout: holdout ?? undefined },
        tracks,
      },
      id,
    );
    if (then === undefined || sharingText(then) !== now) return { from, decidedAt };
    if (experiment?.decided === undefined) isOpen = true;
    // It was decided before, and opened again: those who came meanwhile all count as in one arm.
    else if (isOpen) return { from, decidedAt };
    else decidedAt = version.activatedAt;
    from = version.activatedAt;
  }
  return { from: null, decidedAt };
}

function sharingText(arms: ReadableExperiment['arms']): string {
  return JSON.stringify(arms.map(({ id, weight }) => [id, weight]));
}
