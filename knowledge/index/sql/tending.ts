import type { Queryable } from '../../../db/connection.ts';

const leaseKey = 'library.tending';
const faultKey = 'library.fault';
const askedKey = 'library.rebuild';
const sweptKey = 'library.swept';

/** Why the index is behind, and when it is tried again. */
export interface IndexFault {
  code: string;
  message: string;
  /** Times in a row. */
  failures: number;
  since: number;
  retryAt: number;
}

/**
 * Takes the tending of the index for so long, or keeps it; false while another has it. A session's advisory lock would
 * need a connection of its own for all that time; this one also ends by itself with a process that died.
 */
export async function takeLease(
  db: Queryable,
  { owner, now, forMs }: { owner: string; now: number; forMs: number },
): Promise<boolean> {
  const rows = await db.query(
    `insert into settings as s (key, value) values ($1, $2::text || ' ' || $3::text)
     on conflict (key) do update set value = excluded.value
       where split_part(s.value, ' ', 2) = $3 or split_part(s.value, ' ', 1)::float8 < $4
     returning 1`,
    [leaseKey, String(now + forMs), owner, now],
  );
  return rows.length > 0;
}

export async function endLease(db: Queryable, owner: string): Promise<void> {
  await db.query(`delete from settings where key = $1 and split_part(value, ' ', 2) = $2`, [leaseKey, owner]);
}

export interface Notes {
  fault?: IndexFault;
  /** A person wants a new generation. */
  isAsked: boolean;
  /** When unused vectors were last looked for. */
  sweptAt?: number;
}

/** What is noted beside the index, read at once. */
export async function readNotes(db: Queryable): Promise<Notes> {
  const rows = await db.query<{ key: string; value: string }>(
    'select key, value from settings where key in ($1, $2, $3)',
    [faultKey, askedKey, sweptKey],
  );
  const notes = new Map(rows.map(({ key, value }) => [key, value]));
  const fault = notes.get(faultKey);
  return {
    ...(fault !== undefined && { fault: JSON.parse(fault) as IndexFault }),
    isAsked: notes.has(askedKey),
    ...(notes.has(sweptKey) && { sweptAt: Number(notes.get(sweptKey)) }),
  };
}

export async function writeFault(db: Queryable, fault: IndexFault): Promise<void> {
  await write(db, faultKey, JSON.stringify(fault));
}

export async function clearFault(db: Queryable): Promise<void> {
  await db.query('delete from settings where key = $1', [faultKey]);
}

/** A person wants a new generation. */
export async function writeAsked(db: Queryable, now: number): Promise<void> {
  await write(db, askedKey, String(now));
}

export async function clearAsked(db: Queryable): Promise<void> {
  await db.query('delete from settings where key = $1', [askedKey]);
}

export async function writeSwept(db: Queryable, now: number): Promise<void> {
  await write(db, sweptKey, String(now));
}

async function write(db: Queryable, key: string, value: string): Promise<void> {
  await db.query(
    'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  );
}
