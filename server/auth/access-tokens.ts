import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';
import { assertGrantable, type Scope, scopes } from './scopes.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** How a token begins, so that it is told from others, and found by those who look for leaked secrets. */
export const tokenPrefix = 'trellis_pat_';
const dayMs = 24 * 3_600_000;
export const usualDays = 90;
export const mostDays = 365;
/** So many a person may have at a time. */
const mostTokens = 50;
/** How exactly the last use is kept: a write with every request would cost more than the request. */
const usedEveryMs = 60_000;

export interface AccessToken {
  id: string;
  /** The person's word for the program that has it. */
  name: string;
  person: { id: string; name: string; email: string };
  scopes: Scope[];
  /** Milliseconds since the epoch, as those below. */
  createdAt: number;
  expiresAt: number;
  /** To the minute; null where it was never used. */
  usedAt: number | null;
}

export interface TokenAsked {
  name: string;
  scopes: readonly Scope[];
  days: number;
}

/**
 * Makes a token of a person and gives it, the only time it can be seen. Throws `token.scope` where their role has no
 * such thing to grant, `token.too_many`.
 */
export async function createAccessToken(
  db: Database,
  personId: string,
  asked: TokenAsked,
  now: number,
): Promise<{ token: string; id: string; expiresAt: number; scopes: Scope[] }> {
  const token = newSecret(tokenPrefix);
  const id = randomUUID();
  const expiresAt = now + asked.days * dayMs;
  const granted = scopes.filter((scope) => scope === 'read' || asked.scopes.includes(scope));
  await db.transaction(async (tx) => {
    // The role cannot change, nor another token be made, before this one exists.
    const [person] = await tx.query<{ role: Role }>('select role from people where id = $1 for update', [
      personId,
    ]);
    if (!person) throw new TrellisError('person.unknown', 'There is no such person.');
    assertGrantable(granted, person.role);
    const [held] = await tx.query<{ n: number }>(
      'select count(*)::int as n from access_tokens where person_id = $1',
      [personId],
    );
    if ((held?.n ?? 0) >= mostTokens)
      throw new TrellisError(
        'token.too_many',
        `There are ${mostTokens} tokens already: revoke those that nobody uses first.`,
      );
    await tx.query(
      `insert into access_tokens (id, token_hash, person_id, name, scopes, created_at, expires_at)
       values ($1, $2, $3, $4, $5::text[], to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000))`,
      [id, hashSecret(token), personId, asked.name, granted, now, expiresAt],
    );
    const details = { token: id, person: personId, scopes: granted.join('.'), days: asked.days };
    appendAudit(tx, { action: 'token_made', at: now, details });
  });
  return { token, id, expiresAt, scopes: granted };
}

const columns = `t.id, t.name, t.scopes, t.created_at as "createdAt", t.expires_at as "expiresAt", t.used_at as "usedAt",
  json_build_object('id', p.id, 'name', p.name, 'email', p.email) as person`;

/** Those of a person, or everybody's; newest first. Expired ones are forgotten within the hour. */
export function listAccessTokens(db: Queryable, personId?: string): Promise<AccessToken[]> {
  return db.query<AccessToken>(
    `select ${columns} from access_tokens t join people p on p.id = t.person_id
     where $1::uuid is null or t.person_id = $1 order by t.created_at desc, t.id`,
    [personId ?? null],
  );
}

/** Makes a token worthless, at once; one of that person where one is named. Throws `token.unknown`. */
export async function revokeAccessToken(
  db: Database,
  id: string,
  { personId, now }: { personId?: string | undefined; now: number },
): Promise<void> {
  const isRevoked = await db.transaction(async (tx) => {
    const [token] = await tx.query<{ id: string; person: string }>(
      `delete from access_tokens where id::text = any (
         select min(id::text) from access_tokens
         where (id::text = $1 or (length($1) >= 8 and starts_with(id::text, $1)))
           and ($2::uuid is null or person_id = $2)
         having count(*) = 1)
       returning id, person_id as person`,
      [id, personId ?? null],
    );
    if (token) {
      const details = { token: token.id, person: token.person };
      appendAudit(tx, { action: 'token_revoked', at: now, details });
    }
    return token !== undefined;
  });
  if (isRevoked) return;
  throw new TrellisError('token.unknown', 'There is no such token; `trellis tokens list` shows them.');
}

/** Whose token it is and what it may; undefined when there is none or it has expired. Notes the use. */
export async function findAccessToken(
  db: Queryable,
  token: string,
  now: number,
): Promise<{ id: string; scopes: Scope[]; expiresAt: number; person: Person } | undefined> {
  const [found] = await db.query<
    Person & { token: string; scopes: Scope[]; expiresAt: number; usedAt: number | null }
  >(
    `select t.id as token, t.scopes, t.expires_at as "expiresAt", t.used_at as "usedAt", p.id, p.name, p.email, p.role, p.time_zone as "timeZone"
     from access_tokens t join people p on p.id = t.person_id
     where t.token_hash = $1 and t.expires_at > to_timestamp($2::float8 / 1000)`,
    [hashSecret(token), now],
  );
  if (!found) return undefined;
  const { token: id, scopes: granted, expiresAt, usedAt, ...person } = found;
  if (usedAt === null || now - usedAt >= usedEveryMs)
    await db.query('update access_tokens set used_at = to_timestamp($2::float8 / 1000) where id = $1', [
      id,
      now,
    ]);
  return { id, scopes: granted, expiresAt, person };
}
