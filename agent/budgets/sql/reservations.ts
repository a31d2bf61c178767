import type { Queryable, Tx } from '../../../db/connection.ts';
import type { Resource } from '../limits.ts';

/** Taken and set aside on a day: by a person, and by everybody. Money in millionths. */
export interface Taken {
  person: Record<Resource, number>;
  installation: Record<Resource, number>;
}

/** One at a time reads what is taken and sets aside: two at once would both see the room that is there for one. */
export async function lockBudgets(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [7_235_636]);
}

export async function readTaken(
  on: Queryable,
  { day, personId, now }: { day: string; personId: string | undefined; now: number },
): Promise<Taken> {
  const [row] = await on.query<Record<string, number>>(
    `select coalesce(sum(steps), 0)::int as steps, coalesce(sum(tokens), 0)::bigint as tokens,
       coalesce(sum(ms), 0)::float8 / 1000 as seconds, coalesce(sum(micros), 0)::bigint as money,
       coalesce(sum(steps) filter (where own), 0)::int as own_steps,
       coalesce(sum(tokens) filter (where own), 0)::bigint as own_tokens,
       coalesce(sum(ms) filter (where own), 0)::float8 / 1000 as own_seconds,
       coalesce(sum(micros) filter (where own), 0)::bigint as own_money
     from (
       select person_id = $2::uuid as own, steps, input_tokens + output_tokens as tokens, ms, micros
       from model_usage where day = $1::date
       union all
       select person_id = $2::uuid, 1, tokens, 0, micros
       from model_reservations where day = $1::date and expires_at > to_timestamp($3::float8 / 1000)
     ) t`,
    [day, personId ?? null, now],
  );
  const of = (prefix: string) => ({
    steps: Number(row?.[`${prefix}steps`]),
    tokens: Number(row?.[`${prefix}tokens`]),
    seconds: Number(row?.[`${prefix}seconds`]),
    money: Number(row?.[`${prefix}money`]),
  });
  return { person: of('own_'), installation: of('') };
}

export interface Reservation {
  id: string;
  day: string;
  personId: string | undefined;
  tokens: number;
  micros: number;
  expiresAt: number;
}

/** Sets aside, and forgets what dead processes had set aside. */
export async function insertReservation(tx: Tx, now: number, one: Reservation): Promise<void> {
  await tx.query('delete from model_reservations where expires_at <= to_timestamp($1::float8 / 1000)', [now]);
  await tx.query(
    `insert into model_reservations (id, day, person_id, tokens, micros, expires_at)
     values ($1::uuid, $2::date, $3::uuid, $4::bigint, $5::bigint, to_timestamp($6::float8 / 1000))`,
    [one.id, one.day, one.personId ?? null, one.tokens, one.micros, one.expiresAt],
  );
}

export async function deleteReservation(on: Queryable, id: string): Promise<void> {
  await on.query('delete from model_reservations where id = $1::uuid', [id]);
}
