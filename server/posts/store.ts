import type { PostContent } from '../../agent/digests/content.ts';
import type { Database, Queryable, Tx } from '../../db/connection.ts';

/** What a digest is to tell, before it is written. */
export interface Brief {
  from: number;
  to: number;
  every: 'week' | 'month';
  track: string | null;
}

export interface PostRow {
  key: string;
  place: string;
  placeName: string;
  owner: string;
  brief: Brief | null;
  content: PostContent | null;
  attempts: number;
  leaseUntil: number;
  /** It was under way when a process died. */
  doubtful: boolean;
}

/** A post as it is listed. */
export interface ListedPost {
  key: string;
  place: string;
  placeName: string;
  owner: string;
  ownerName: string;
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'dropped';
  notBefore: number;
  settledAt: number | null;
  reason: string | null;
  content: PostContent | null;
}

/** Queues it, unless it is there already. */
export async function insertPost(
  on: Queryable,
  post: {
    key: string;
    place: string;
    placeName: string;
    owner: string;
    digest?: number;
    incident?: number;
    brief?: Brief;
    content?: PostContent;
    notBefore: number;
    now: number;
  },
): Promise<void> {
  await on.query(
    `insert into posts (key, place, place_name, owner, digest_id, incident_id, brief, content, not_before, created_at)
     values ($1, $2, $3, $4::uuid, $5::int, $6::int, $7::jsonb, $8::jsonb, to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000))
     on conflict do nothing`,
    [
      post.key,
      post.place,
      post.placeName,
      post.owner,
      post.digest ?? null,
      post.incident ?? null,
      post.brief ? JSON.stringify(post.brief) : null,
      post.content ? JSON.stringify(post.content) : null,
      post.notBefore,
      post.now,
    ],
  );
}

/**
 * The next one that is due for these kinds of places, taken for so long; undefined when there is none. An incident's end
 * waits for its beginning.
 */
export async function claimPost(
  db: Database,
  kinds: readonly string[],
  now: number,
  leaseMs: number,
): Promise<PostRow | undefined> {
  const [row] = await db.query<PostRow>(
    `with next as (
       select key, status from posts p
       where ((status = 'queued' and not_before <= to_timestamp($1::float8 / 1000))
           or (status = 'sending' and lease_until < to_timestamp($1::float8 / 1000)))
         and split_part(place, ':', 1) = any($2::text[])
         and not exists (select from posts e where e.incident_id = p.incident_id and e.key < p.key and e.status in ('queued', 'sending'))
       order by not_before, key limit 1 for update skip locked
     )
     update posts p set status = 'sending', attempts = p.attempts + 1, lease_until = to_timestamp($3::float8 / 1000)
     from next where p.key = next.key
     returning p.key, p.place, p.place_name as "placeName", p.owner, p.brief, p.content, p.attempts,
       p.lease_until as "leaseUntil", next.status = 'sending' as doubtful`,
    [now, kinds, now + leaseMs],
  );
  return row;
}

/** Kept before it leaves, so that it is the same on every attempt. */
export async function keepContent(db: Queryable, key: string, content: PostContent): Promise<void> {
  await db.query('update posts set content = $2::jsonb where key = $1', [key, JSON.stringify(content)]);
}

/** Of the claim that has it still: one that was lost meanwhile settles nothing. */
export async function settlePost(
  db: Queryable,
  { key, leaseUntil }: Pick<PostRow, 'key' | 'leaseUntil'>,
  outcome: { status: 'sent' | 'failed' | 'in_doubt' | 'dropped'; reason?: string },
  now: number,
): Promise<void> {
  await db.query(
    `update posts set status = $3, reason = $4, settled_at = to_timestamp($5::float8 / 1000), lease_until = null
     where key = $1 and status = 'sending' and lease_until = to_timestamp($2::float8 / 1000)`,
    [key, leaseUntil, outcome.status, outcome.reason ?? null, now],
  );
}

export async function putOffPost(
  db: Queryable,
  { key, leaseUntil }: Pick<PostRow, 'key' | 'leaseUntil'>,
  reason: string,
  notBefore: number,
): Promise<void> {
  await db.query(
    `update posts set status = 'queued', reason = $3, not_before = to_timestamp($4::float8 / 1000), lease_until = null
     where key = $1 and status = 'sending' and lease_until = to_timestamp($2::float8 / 1000)`,
    [key, leaseUntil, reason, notBefore],
  );
}

/** Takes the place of what an incident that nobody has been told of yet would have said; false when it is on its way. */
export async function replaceQueued(tx: Tx, key: string, content: PostContent): Promise<boolean> {
  const rows = await tx.query(
    `update posts set content = $2::jsonb where key = $1 and status = 'queued' returning key`,
    [key, JSON.stringify(content)],
  );
  return rows.length > 0;
}

/** The newest first: those that this person may see, for what goes to a person is theirs. */
export function listPosts(db: Queryable, reader: string, limit: number): Promise<ListedPost[]> {
  return db.query<ListedPost>(
    `select p.key, p.place, p.place_name as "placeName", p.owner, o.name as "ownerName", p.status,
       p.not_before as "notBefore", p.settled_at as "settledAt", p.reason, p.content
     from posts p join people o on o.id = p.owner
     where p.place like 'slack:%' or p.owner = $1::uuid
     order by p.created_at desc, p.key desc limit $2`,
    [reader, limit],
  );
}

export async function readPost(db: Queryable, key: string, reader: string): Promise<ListedPost | undefined> {
  const [row] = await db.query<ListedPost>(
    `select p.key, p.place, p.place_name as "placeName", p.owner, o.name as "ownerName", p.status,
       p.not_before as "notBefore", p.settled_at as "settledAt", p.reason, p.content
     from posts p join people o on o.id = p.owner
     where p.key = $1 and (p.place like 'slack:%' or p.owner = $2::uuid)`,
    [key, reader],
  );
  return row;
}

/** Deletes what was settled so long ago. */
export async function forgetPosts(db: Queryable, before: number): Promise<void> {
  await db.query('delete from posts where settled_at < to_timestamp($1::float8 / 1000)', [before]);
}

/** Of one that was handed over, and that whoever took it can never bring where it belongs. */
export async function failPost(db: Queryable, key: string, reason: string, now: number): Promise<void> {
  await db.query(
    `update posts set status = 'failed', reason = $2, settled_at = to_timestamp($3::float8 / 1000), lease_until = null
     where key = $1`,
    [key, reason, now],
  );
}
