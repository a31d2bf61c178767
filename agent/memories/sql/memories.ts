import type { Queryable } from '../../../db/connection.ts';

/** What a person asked to be remembered. */
export interface Memory {
  /** The person's own number for it; it stays while others come and go. */
  n: number;
  /** In the person's words. */
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** By number. */
export function selectMemories(db: Queryable, personId: string): Promise<Memory[]> {
  return db.query<Memory>('select n, text, at from memories where person_id = $1::uuid order by n', [
    personId,
  ]);
}

/** Numbers the memories of a person one after the other: whoever adds one holds the person's row. */
export async function lockOwner(tx: Queryable, personId: string): Promise<void> {
  await tx.query('select id from people where id = $1::uuid for update', [personId]);
}

export async function insertMemory(
  tx: Queryable,
  personId: string,
  text: string,
  at: number,
): Promise<Memory> {
  const [memory] = await tx.query<Memory>(
    `insert into memories (person_id, n, text, at)
     select $1::uuid, coalesce(max(n), 0) + 1, $2::text, to_timestamp($3::float8 / 1000)
     from memories where person_id = $1::uuid
     returning n, text, at`,
    [personId, text, at],
  );
  return memory as Memory;
}

/** All of them, or those of these numbers; gives what was there. */
export function deleteMemories(
  db: Queryable,
  personId: string,
  numbers: readonly number[] | 'all',
): Promise<Memory[]> {
  return db.query<Memory>(
    `with gone as (
       delete from memories where person_id = $1::uuid and ($2::boolean or n = any($3::int[])) returning n, text, at
     ) select n, text, at from gone order by n`,
    [personId, numbers === 'all', numbers === 'all' ? [] : numbers],
  );
}
