import type { Tx } from '../../../db/connection.ts';

export interface MessageRow {
  conversation_id: string;
  n: number;
  parts: unknown;
}

/** Messages of conversations that contain one of these texts, in any case. Reads them all: for what happens rarely. */
export function messagesNaming(tx: Tx, names: readonly string[]): Promise<MessageRow[]> {
  return tx.query(
    `select conversation_id, n, parts from messages m
     where exists (select from unnest($1::text[]) as x(name) where position(x.name in lower(m.parts::text)) > 0)
     order by conversation_id, n for update`,
    [names.map((name) => JSON.stringify(name.toLowerCase()).slice(1, -1))],
  );
}

export async function updateMessage(tx: Tx, { conversation_id, n, parts }: MessageRow): Promise<void> {
  await tx.query('update messages set parts = $3::jsonb where conversation_id = $1 and n = $2', [
    conversation_id,
    n,
    JSON.stringify(parts),
  ]);
}
