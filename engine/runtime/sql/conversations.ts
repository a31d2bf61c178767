import type { Tx } from '../../../db/connection.ts';

interface SummaryRow {
  conversation_id: string;
  parts: unknown;
}

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

/** The same of what is kept of the older parts of conversations. */
export function summariesNaming(tx: Tx, names: readonly string[]): Promise<SummaryRow[]> {
  return tx.query(
    `select conversation_id, parts from conversation_summaries s
     where exists (select from unnest($1::text[]) as x(name) where position(x.name in lower(s.parts::text)) > 0)
     order by conversation_id for update`,
    [names.map((name) => JSON.stringify(name.toLowerCase()).slice(1, -1))],
  );
}

export async function updateSummary(tx: Tx, { conversation_id, parts }: SummaryRow): Promise<void> {
  await tx.query('update conversation_summaries set parts = $2::jsonb where conversation_id = $1', [
    conversation_id,
    JSON.stringify(parts),
  ]);
}

/** What people asked to be remembered, with `by` in the place of what the pattern finds; it stays within its length. */
export async function redactMemories(tx: Tx, pattern: string, by: string): Promise<void> {
  await tx.query(
    `update memories set text = left(regexp_replace(text, $1::text, $2::text, 'gi'), 500) where text ~* $1::text`,
    [`(?<!\\w)(?:${pattern})(?!\\w)`, by],
  );
}
