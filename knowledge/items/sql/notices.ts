import type { Queryable } from '../../../db/connection.ts';
import type { ContentProblem } from '../problems.ts';

/** Files a notice of each problem that has none open, and ends those of problems that are gone. Gives how many began. */
export async function fileNotices(
  db: Queryable,
  problems: readonly ContentProblem[],
  now: number,
): Promise<number> {
  const rows = problems.map(({ track, item, version, problem, words }) => ({
    track,
    item,
    version,
    problem,
    words,
  }));
  await db.query(
    `update content_notices n set ended_at = to_timestamp($2::float8 / 1000)
     where ended_at is null and not exists (
       select from json_to_recordset($1::json) as r (track text, item text, version int, problem text)
       where r.track = n.track and r.item = n.item and r.version = n.version and r.problem = n.problem)`,
    [JSON.stringify(rows), now],
  );
  const begun = await db.query(
    `insert into content_notices (track, item, version, problem, text, created_at)
     select track, item, version, problem, words, to_timestamp($2::float8 / 1000)
     from json_to_recordset($1::json) as r (track text, item text, version int, problem text, words text)
     on conflict do nothing returning id`,
    [JSON.stringify(rows), now],
  );
  return begun.length;
}
