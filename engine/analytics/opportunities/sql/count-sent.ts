import type { Queryable } from '../../../../db/connection.ts';
import type { Period } from '../../period.ts';

/** Emails sent in the whole days (UTC) of a period. */
export async function countSent(db: Queryable, { from, to }: Period): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select coalesce(sum(sent), 0)::int as n from daily_emails
     where dim = 0 and day >= to_timestamp($1::float8 / 1000)::date and day < to_timestamp($2::float8 / 1000)::date`,
    [from, to],
  );
  return row?.n ?? 0;
}
