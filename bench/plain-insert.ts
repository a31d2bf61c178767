import type { Database, Tx } from '../db/connection.ts';

/** The statements of one batch that wrote its rows, with their parameters. */
export interface RecordedBatch {
  /** None when it took what was due. */
  messages?: { sql: string; params: unknown[] };
  save: { sql: string; params: unknown[] };
}

/** The same database, remembering what the first `most` batches wrote. */
export function recording(db: Database, most: number): { db: Database; batches: RecordedBatch[] } {
  const batches: RecordedBatch[] = [];
  const watch = (tx: Tx): Tx => {
    let messages: RecordedBatch['messages'] | undefined;
    return {
      ...tx,
      query: async <R>(sql: string, params: unknown[] = [], name?: string) => {
        if (name === 'record_messages') messages = { sql, params };
        if (name === 'save_batch' && batches.length < most)
          batches.push({ ...(messages && { messages }), save: { sql, params } });
        return tx.query<R>(sql, params, name);
      },
    };
  };
  return { batches, db: { ...db, transaction: (body) => db.transaction((tx) => body(watch(tx))) } };
}

const insertedTables = ['inputs', 'ledger', 'outbox', 'enrolments', 'stage_moves', 'message_ids'];

/** Tables like the engine's, with their indexes, in a schema of their own. Leads take a row per save: insert only. */
export async function createPlainTables(db: Database): Promise<void> {
  await db.exec(`
    drop schema if exists plain cascade;
    create schema plain;
    ${insertedTables.map((table) => `create table plain.${table} (like public.${keyed(table)} including all);`).join('\n')}
    create table plain.leads (like public.leads including defaults);
    alter table plain.leads alter fields drop not null, add primary key (lane, id, seq);
    create index on plain.leads (lane, next_due_at) where next_due_at is not null and fault is null;
    create index on plain.leads (account_lane, account_id, lane, id) where account_id is not null;
    create index on plain.leads (lane, program);`);
}

/** Of the log its parts have the key. */
function keyed(table: string): string {
  return table === 'inputs' ? 'inputs_other' : table;
}

/** Inserts a recorded batch's rows as they are, in one transaction: no looking up, loading, deciding or updating. */
export function insertPlainly(db: Database, { messages, save }: RecordedBatch): Promise<void> {
  // Known leads, $3 with states $4, take the place of new ones, $1 with states $2.
  const [, , known, states, ...rest] = save.params as string[];
  return db.transaction(async (tx) => {
    await tx.exec('set local search_path to plain, public');
    if (messages) await tx.query(messages.sql, messages.params, 'plain_messages');
    await tx.query(save.sql, [known, states, '[]', '', ...rest], 'plain_save');
  });
}
