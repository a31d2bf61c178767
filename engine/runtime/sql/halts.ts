import type { Queryable } from '../../../db/connection.ts';
import type { Halt } from '../types.ts';

/** The first halt stands: halting again changes nothing. */
export async function insertHalt(on: Queryable, halt: Halt): Promise<void> {
  await on.query(
    'insert into halts (target, by, at, reason) values ($1, $2, $3, $4) on conflict (target) do nothing',
    [halt.target, halt.by, new Date(halt.at), halt.reason],
  );
}

export function selectHalts(on: Queryable): Promise<Halt[]> {
  return on.query<Halt>('select target, by, at, reason from halts order by target collate "C"');
}
