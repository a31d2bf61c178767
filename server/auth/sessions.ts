import type { Database, Queryable } from '../../db/connection.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const sessionMs = 30 * 24 * 3_600_000;

/** Opens a session and gives its token, which is told to the browser only. */
export async function openSession(db: Queryable, personId: string, now: number): Promise<string> {
  const token = newSecret();
  await db.query(
    `insert into sessions (token_hash, person_id, created_at, expires_at)
     values ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000))`,
    [hashSecret(token), personId, now, now + sessionMs],
  );
  return token;
}

/** Whose session it is; undefined when there is none or it has expired. */
export async function personOfSession(
  db: Queryable,
  token: string,
  now: number,
): Promise<Person | undefined> {
  const [person] = await db.query<Person>(
    `select p.id, p.name, p.email, p.role, p.time_zone as "timeZone" from sessions s join people p on p.id = s.person_id
     where s.token_hash = $1 and s.expires_at > to_timestamp($2::float8 / 1000)`,
    [hashSecret(token), now],
  );
  return person;
}

export function closeSession(db: Database, token: string, now: number): Promise<void> {
  return db.transaction(async (tx) => {
    const [session] = await tx.query<{ person: string }>(
      'delete from sessions where token_hash = $1 returning person_id as person',
      [hashSecret(token)],
    );
    if (session) appendAudit(tx, { action: 'logout', at: now, by: session.person, details: session });
  });
}
