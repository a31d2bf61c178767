import type { Tx } from '../../../db/connection.ts';

/** Of all webhooks that there are. */
export async function webhookIds(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select id from webhook_targets order by id');
  return rows.map(({ id }) => id);
}
