import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** A link works once, for a day. */
export const linkMs = 24 * 3_600_000;

/** Makes a sign-in token for a person; the link is `<public url>/login/<token>`. */
export async function createLoginToken(db: Queryable, personId: string, now: number): Promise<string> {
  const token = newSecret();
  await db.query(
    `insert into login_links (token_hash, person_id, expires_at) values ($1, $2, to_timestamp($3::float8 / 1000))`,
    [hashSecret(token), personId, now + linkMs],
  );
  return token;
}

/** Uses the token up, as one statement so that two requests cannot both win. Throws `auth.link_used`. */
export async function useLoginToken(db: Queryable, token: string, now: number): Promise<string> {
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
