import type { Tx } from '../../db/connection.ts';
import { saveStatement } from './sql/save.ts';
import type { Writes } from './writes.ts';

/** Writes all rows of a batch with one statement. */
export async function save(tx: Tx, writes: Writes): Promise<void> {
  const params = writes.params();
  if (params) await tx.query(saveStatement, params, 'save_batch');
}
