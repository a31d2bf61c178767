import type { ArmDay, ReadableExperiment } from './types.ts';

/** An arm's counts up to and with a day. */
export type Counted = Omit<ArmDay, 'day' | 'arm'>;

/** All days from the first with anything to the last, and what every arm had by the end of each. */
export interface Cumulated {
  days: readonly number[];
  arms: ReadonlyMap<string, readonly Counted[]>;
}

/** Adds the days up; arms that the experiment does not have are left out. */
export function cumulate({ arms }: Pick<ReadableExperiment, 'arms'>, rows: readonly ArmDay[]): Cumulated {
  const known = new Set(arms.map(({ id }) => id));
  const seen = rows.filter(({ arm }) => known.has(arm));
  const first = seen.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = seen.reduce((most, { day }) => Math.max(most, day), Number.NEGATIVE_INFINITY);
  const days = seen.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const byKey = new Map(seen.map((row) => [`${row.day} ${row.arm}`, row]));
  return {
    days,
    arms: new Map(
      arms.map(({ id }) => {
        let sum = none;
        return [id, days.map((day) => (sum = plus(sum, byKey.get(`${day} ${id}`))))];
      }),
    ),
  };
}

const none: Counted = {
  exposed: 0,
  matured: 0,
  done: 0,
  harmed: { unsubscribe: 0, complaint: 0, bounce: 0 },
};

function plus(sum: Counted, row: Counted | undefined): Counted {
  if (!row) return sum;
  return {
    exposed: sum.exposed + row.exposed,
    matured: sum.matured + row.matured,
    done: sum.done + row.done,
    harmed: {
      unsubscribe: sum.harmed.unsubscribe + row.harmed.unsubscribe,
      complaint: sum.harmed.complaint + row.harmed.complaint,
      bounce: sum.harmed.bounce + row.harmed.bounce,
    },
  };
}
