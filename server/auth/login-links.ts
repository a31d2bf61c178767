import type { Database, Queryable, Tx } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import type { Role } from '../../engine/runtime/changes/types.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { openSession } from './sessions.ts';

/** A link works once, for a day. */
export const linkMs = 24 * 3_600_000;

/** Makes a sign-in token for a person; the link is `<public url>/login/<token>`. */
export function createLoginToken(db: Database, personId: string, now: number): Promise<string> {
  return db.transaction((tx) => insertLink(tx, personId, now));
}

async function insertLink(tx: Tx, personId: string, now: number): Promise<string> {
  const token = newSecret();
  await tx.query(
    `insert into login_links (token_hash, person_id, expires_at) values ($1, $2, to_timestamp($3::float8 / 1000))`,
    [hashSecret(token), personId, now + linkMs],
  );
  appendAudit(tx, { action: 'link_made', at: now, details: { person: personId } });
  return token;
}

/**
 * The same for a person whose role `check` accepts. The role cannot change before the link exists, so that a link made
 * for a marketer is always there to be deleted when the marketer becomes an approver.
 */
export function createCheckedLoginToken(
  db: Database,
  personId: string,
  now: number,
  check: (role: Role) => void,
): Promise<string> {
  return db.transaction(async (tx) => {
    const [person] = await tx.query<{ role: Role }>('select role from people where id = $1 for update', [
      personId,
    ]);
    if (person) check(person.role);
    return insertLink(tx, personId, now);
  });
}

/** Opens a session with the token, and gives the session's. Throws `auth.link_used`. */
export function signIn(db: Database, token: string, now: number): Promise<string> {
  return db.transaction(async (tx) => {
    const person = await useLoginToken(tx, token, now);
    appendAudit(tx, { action: 'login', at: now, by: person, details: { person } });
    return openSession(tx, person, now);
  });
}

/** Uses the token up, as one statement so that two requests cannot both win. Throws `auth.link_used`. */
async function useLoginToken(db: Queryable, token: string, now: number): Promise<string> {
  const [link] = await db.query<{ person_id: string }>(
    `update login_links set used_at = to_timestamp($2::float8 / 1000)
     where token_hash = $1 and used_at is null and expires_at > to_timestamp($2::float8 / 1000)
     returning person_id`,
    [hashSecret(token), now],
  );
  if (link) return link.person_id;
  throw new TrellisError(
    'auth.link_used',
    'This sign-in link has been used or has expired. Get a new one with `npm run -s trellis -- people link EMAIL`, or ask an administrator.',
  );
}
