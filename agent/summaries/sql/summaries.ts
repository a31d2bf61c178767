import type { Queryable } from '../../../db/connection.ts';
import type { StoredMessage } from '../../stored-message.ts';

/** The older part of a conversation, up to and with message `through`. */
export interface SummaryRow {
  through: number;
  parts: StoredMessage['parts'];
}

export async function selectSummary(db: Queryable, conversationId: string): Promise<SummaryRow | undefined> {
  const [row] = await db.query<SummaryRow>(
    'select through_n as through, parts from conversation_summaries where conversation_id = $1::uuid',
    [conversationId],
  );
  return row;
}

/** Of two turns that summarise at once the one that covers more stands. */
export async function upsertSummary(
  db: Queryable,
  conversationId: string,
  { through, parts }: SummaryRow,
  now: number,
): Promise<void> {
  await db.query(
    `insert into conversation_summaries as s (conversation_id, through_n, parts, at)
     values ($1::uuid, $2::int, $3::text::jsonb, to_timestamp($4::float8 / 1000))
     on conflict (conversation_id) do update
     set through_n = excluded.through_n, parts = excluded.parts, at = excluded.at
     where s.through_n < excluded.through_n`,
    [conversationId, through, JSON.stringify(parts), now],
  );
}
