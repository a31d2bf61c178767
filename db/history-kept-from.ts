import type { Queryable } from './connection.ts';

/** Since when (milliseconds since 1970) the input log is whole; undefined while none of it was let go. */
export async function historyKeptFrom(on: Pick<Queryable, 'query'>): Promise<number | undefined> {
  const [row] = await on.query<{ value: string }>(
    `select value from settings where key = 'history.kept_from'`,
  );
  return row && Date.parse(row.value);
}
