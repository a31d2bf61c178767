import type { Cadence } from '../../agent/digests/cadence.ts';
import type { Queryable, Tx } from '../../db/connection.ts';

/** A digest that somebody ordered. */
export interface Digest extends Cadence {
  /** Its number in the list. */
  id: number;
  /** A person's id. */
  owner: string;
  ownerName: string;
  place: string;
  placeName: string;
  timeZone: string;
  track: string | null;
  nextAt: number;
}

const columns = `d.id, d.owner, p.name as "ownerName", d.place, d.place_name as "placeName", d.every, d.day, d.minute,
  d.time_zone as "timeZone", d.track, d.next_at as "nextAt"`;

/** By number. */
export function listDigests(db: Queryable): Promise<Digest[]> {
  return db.query<Digest>(`select ${columns} from digests d join people p on p.id = d.owner order by d.id`);
}

/** Sets it; another of the same kind at the same place takes these days and times, and this owner. Gives its number. */
export async function saveDigest(
  db: Queryable,
  digest: Omit<Digest, 'id' | 'ownerName'>,
  now: number,
): Promise<{ id: number; isNew: boolean }> {
  const [row] = await db.query<{ id: number; isNew: boolean }>(
    `insert into digests (owner, place, place_name, every, day, minute, time_zone, track, next_at, created_at)
     values ($1::uuid, $2, $3, $4, $5::smallint, $6::smallint, $7, $8, to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000))
     on conflict (place, every, coalesce(track, '')) do update
     set owner = excluded.owner, day = excluded.day, minute = excluded.minute, time_zone = excluded.time_zone,
         place_name = excluded.place_name, next_at = excluded.next_at
     returning id, (xmax = 0) as "isNew"`,
    [
      digest.owner,
      digest.place,
      digest.placeName,
      digest.every,
      digest.day,
      digest.minute,
      digest.timeZone,
      digest.track,
      digest.nextAt,
      now,
    ],
  );
  return row as { id: number; isNew: boolean };
}

/** Ends it; what it has queued is not sent any more. */
export async function deleteDigest(tx: Tx, id: number, now: number): Promise<void> {
  await tx.query(
    `update posts set status = 'dropped', settled_at = to_timestamp($2::float8 / 1000), reason = 'the digest was stopped'
     where digest_id = $1::int and status = 'queued'`,
    [id, now],
  );
  await tx.query('delete from digests where id = $1::int', [id]);
}

/** Those that are due, locked; what another process has at hand is passed over. */
export function lockDue(tx: Tx, now: number): Promise<Digest[]> {
  return tx.query<Digest>(
    `select ${columns} from digests d join people p on p.id = d.owner
     where d.next_at <= to_timestamp($1::float8 / 1000) order by d.next_at, d.id limit 20 for update of d skip locked`,
    [now],
  );
}

export async function setNext(tx: Tx, id: number, nextAt: number): Promise<void> {
  await tx.query('update digests set next_at = to_timestamp($2::float8 / 1000) where id = $1::int', [
    id,
    nextAt,
  ]);
}
