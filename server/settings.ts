import type { Queryable } from '../db/connection.ts';

/** What the installation remembers of itself, by name. */
export async function readSetting(db: Queryable, key: string): Promise<string | undefined> {
  const [row] = await db.query<{ value: string }>('select value from settings where key = $1', [key]);
  return row?.value;
}

export async function writeSetting(db: Queryable, key: string, value: string): Promise<void> {
  await db.query(
    'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  );
}
