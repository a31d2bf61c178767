import type { Queryable } from '../../db/connection.ts';

/** Deletes sessions, sign-in links and access tokens that have expired: none opens anything any more. */
export async function forgetExpired(db: Queryable, now: number): Promise<void> {
  for (const table of ['sessions', 'login_links', 'access_tokens'] as const) {
    await db.query(`delete from ${table} where expires_at <= to_timestamp($1::float8 / 1000)`, [now]);
  }
}
