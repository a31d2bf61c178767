import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Halt } from '../types.ts';

/** The first halt stands: halting again changes nothing, and gives false. */
export async function insertHalt(tx: Tx, halt: Halt): Promise<boolean> {
  const halted = await tx.query(
    'insert into halts (target, by, at, reason) values ($1, $2, $3, $4) on conflict (target) do nothing returning target',
    [halt.target, halt.by, new Date(halt.at), halt.reason],
  );
  return halted.length > 0;
}

export function selectHalts(on: Queryable): Promise<Halt[]> {
  return on.query<Halt>('select target, by, at, reason from halts order by target collate "C"');
}
