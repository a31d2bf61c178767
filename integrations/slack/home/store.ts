import type { Database, Queryable } from '../../../db/connection.ts';

/** Tabs that nobody has opened for so long are not drawn again until somebody does. */
const lookedAtMs = 14 * 24 * 3_600_000;
/** Figures and tracks move all the time: so often they are read again. */
const figuresMs = 3_600_000;

const at = (n: number) => `to_timestamp($${n}::float8 / 1000)`;

/** Changes whenever something on home tabs does, but for figures: open changes, the program in force, halts, roles. */
export async function homeFingerprint(db: Queryable): Promise<string> {
  const [row] = await db.query<{ fingerprint: string }>(
    `select md5(concat_ws('|',
       (select string_agg(concat(id, edit_hash, plan_hash), ',' order by id) from changes where status = 'proposed'),
       (select max(version) from programs),
       (select string_agg(target, ',' order by target) from halts),
       (select string_agg(concat(id, role), ',' order by id) from people))) as fingerprint`,
  );
  return row?.fingerprint ?? '';
}

/** Somebody looks at their home tab, which shows this from now on. */
export async function saveHome(db: Queryable, user: string, shown: string, now: number): Promise<void> {
  await db.query(
    `insert into slack_homes (user_id, opened_at, shown, shown_at) values ($1, ${at(3)}, $2, ${at(3)})
     on conflict (user_id) do update set opened_at = excluded.opened_at, shown = excluded.shown, shown_at = excluded.shown_at`,
    [user, shown, now],
  );
}

/** Takes the tabs that show something older; of several processes one gets each. */
export function takeOutdatedHomes(db: Database, shown: string, now: number): Promise<{ user: string }[]> {
  return db.query(
    `update slack_homes set shown = $1, shown_at = ${at(2)}
     where opened_at > ${at(3)} and (shown <> $1 or shown_at <= ${at(4)})
     returning user_id as user`,
    [shown, now, now - lookedAtMs, now - figuresMs],
  );
}
