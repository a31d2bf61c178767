import type { Queryable } from '../../db/connection.ts';

/** Deletes sessions and sign-in links that have expired: neither opens anything any more. */
export async function forgetExpired(db: Queryable, now: number): Promise<void> {
  for (const table of ['sessions', 'login_links'] as const) {
    await db.query(`delete from ${table} where expires_at <= to_timestamp($1::float8 / 1000)`, [now]);
  }
}
