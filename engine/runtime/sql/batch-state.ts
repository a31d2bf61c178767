import type { Tx } from '../../../db/connection.ts';

export interface BatchState {
  /** The program version in force; 0 before the first. */
  version: number;
  /** Sorted; null when nothing is halted. */
  halted: readonly string[] | null;
  /** Whether any input waits for any lead. */
  waiting: boolean;
  /** Whether any lead was erased. */
  erased: boolean;
}

/** What all decisions of a batch have in common, in one round trip. The activation lock must be held. */
export async function readBatchState(tx: Tx): Promise<BatchState> {
  const [row] = await tx.query<BatchState>(
    `select (select coalesce(max(version), 0) from programs) as version,
       (select json_agg(target order by target collate "C") from halts) as halted,
       exists (select from inbox) as waiting, exists (select from erasures) as erased`,
    [],
    'read_batch_state',
  );
  return row as BatchState;
}
