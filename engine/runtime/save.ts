import type { Tx } from '../../db/connection.ts';
import { saveStatement } from './sql/save.ts';
import type { Writes, WrittenTable } from './writes.ts';

const order: readonly WrittenTable[] = [
  'newLeads',
  'leads',
  'inputs',
  'ledger',
  'outbox',
  'enrolments',
  'stageMoves',
];

/** Writes all rows of a batch with one statement. */
export async function save(tx: Tx, writes: Writes): Promise<void> {
  if (order.every((table) => writes.rows[table].length === 0)) return;
  await tx.query(
    saveStatement,
    order.map((table) => `[${writes.rows[table].join(',')}]`),
    'save_batch',
  );
}
