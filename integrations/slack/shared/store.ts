import type { Database } from '../../../db/connection.ts';

/** A channel shared with another company. */
export interface SharedChannel {
  channel: string;
  /** Who of ours lets the app speak there; null: nobody. */
  allowedBy: string | null;
  toldAt: number | null;
}

const columns = 'channel, allowed_by::text as "allowedBy", told_at as "toldAt"';

/** What is known of it; written down when it is seen for the first time. */
export async function knowShared(db: Database, channel: string, now: number): Promise<SharedChannel> {
  const [row] = await db.query<SharedChannel>(
    `insert into slack_shared_channels (channel, seen_at) values ($1, to_timestamp($2::float8 / 1000))
     on conflict (channel) do update set seen_at = excluded.seen_at returning ${columns}`,
    [channel, now],
  );
  return row as SharedChannel;
}

/** With null nobody allows it any more. */
export async function allowShared(
  db: Database,
  channel: string,
  person: string | null,
  now: number,
): Promise<void> {
  await db.query(
    `insert into slack_shared_channels (channel, allowed_by, allowed_at, seen_at)
     values ($1, $2::uuid, to_timestamp($3::float8 / 1000), to_timestamp($3::float8 / 1000))
     on conflict (channel) do update set allowed_by = excluded.allowed_by, allowed_at = excluded.allowed_at`,
    [channel, person, now],
  );
}

export async function noteTold(db: Database, channel: string, now: number): Promise<void> {
  await db.query(
    'update slack_shared_channels set told_at = to_timestamp($2::float8 / 1000) where channel = $1',
    [channel, now],
  );
}

/** Those that somebody allows first. */
export function listShared(db: Database): Promise<SharedChannel[]> {
  return db.query<SharedChannel>(
    `select ${columns} from slack_shared_channels order by allowed_by is null, channel`,
  );
}
