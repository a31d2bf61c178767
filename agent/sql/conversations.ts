import type { Queryable, Tx } from '../../db/connection.ts';
import type { StoredMessage } from '../stored-message.ts';

/** The id of the conversation of a person at a place; begun by `id` when there is none. `now`: milliseconds. */
export async function openConversation(
  on: Queryable,
  { id, personId, place, now }: { id: string; personId: string; place: string; now: number },
): Promise<string> {
  const [row] = await on.query<{ id: string }>(
    `insert into conversations (id, person_id, place, created_at)
     values ($1::uuid, $2::uuid, $3::text, to_timestamp($4::float8 / 1000))
     on conflict (person_id, place) do update set place = excluded.place
     returning id::text as id`,
    [id, personId, place, now],
  );
  return (row as { id: string }).id;
}

/** Newest first, those numbered above `after`. */
export function selectMessages(
  on: Queryable,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<(StoredMessage & { n: number })[]> {
  return on.query(
    `select n, role, parts from messages
     where conversation_id = $1::uuid and n > $2::int order by n desc limit $3::int`,
    [conversationId, after, limit],
  );
}

/** Adds messages in their order, numbered on. */
export async function insertMessages(
  tx: Tx,
  conversationId: string,
  messages: readonly StoredMessage[],
  now: number,
): Promise<void> {
  // Two turns at one place may end at once: the row lock numbers their messages one after the other.
  await tx.query('select id from conversations where id = $1::uuid for update', [conversationId]);
  await tx.query(
    `insert into messages (conversation_id, n, role, parts, at)
     select $1::uuid, coalesce((select max(n) from messages where conversation_id = $1::uuid), 0) + m.place,
            m.role, m.parts, to_timestamp($3::float8 / 1000)
     from json_to_recordset($2::text::json) as m(place int, role text, parts jsonb)`,
    [
      conversationId,
      JSON.stringify(messages.map(({ role, parts }, index) => ({ place: index + 1, role, parts }))),
      now,
    ],
  );
}
