import { sqlStateOf } from '../../db/sqlstates.ts';

/**
 * Runs `all`, one transaction over some items. When the database refuses their values the items are halved until
 * those it refuses stand alone, which are given to `alone` with its reason; the others go through. Results in order.
 */
export async function halveRefused<T, R>(
  items: readonly T[],
  all: (items: readonly T[]) => Promise<readonly R[]>,
  alone: (item: T, reason: string) => Promise<R>,
): Promise<readonly R[]> {
  try {
    return await all(items);
  } catch (error) {
    const [item] = items;
    if (item === undefined || !isDataError(error)) throw error;
    if (items.length === 1)
      return [await alone(item, error instanceof Error ? error.message : String(error))];
    const half = Math.ceil(items.length / 2);
    const first = await halveRefused(items.slice(0, half), all, alone);
    return [...first, ...(await halveRefused(items.slice(half), all, alone))];
  }
}

/** SQLSTATE classes that blame the values: cardinality and data exceptions, constraints, program limits. */
export function isDataError(error: unknown): boolean {
  return /^(21|22|23|54)/.test(sqlStateOf(error) ?? '');
}
