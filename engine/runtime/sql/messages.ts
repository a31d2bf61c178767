import type { Queryable } from '../../../db/connection.ts';

export async function deleteMessagesBefore(on: Queryable, instant: number): Promise<void> {
  await on.query('delete from message_ids where received_at < $1', [new Date(instant)]);
}
