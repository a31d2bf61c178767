import type { Tx } from '../../db/connection.ts';
import { saveStatement } from './sql/save.ts';
import type { Writes } from './writes.ts';

/** Writes all rows of a batch with one statement, and with others what few batches have. */
export async function save(tx: Tx, writes: Writes): Promise<void> {
  const params = writes.params();
  if (!params) return;
  await tx.query(saveStatement, params, 'save_batch');
  await writes.standing.save(tx);
}
