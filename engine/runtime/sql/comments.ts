import type { Tx } from '../../../db/connection.ts';
import type { ChangeComment, Role, Via } from '../changes/types.ts';

/** Gives its id. */
export async function insertComment(
  tx: Tx,
  comment: { change: string; by: string; via: Via; at: number; text: string },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into change_comments (change_id, by, via, at, text)
     values ($1::uuid, $2::uuid, $3::text, to_timestamp($4::float8 / 1000), $5::text) returning id::text`,
    [comment.change, comment.by, comment.via, comment.at, comment.text],
  );
  return (row as { id: string }).id;
}

export async function countComments(tx: Tx, change: string): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    'select count(*)::int as n from change_comments where change_id = $1::uuid',
    [change],
  );
  return rows[0]?.n ?? 0;
}

/** Oldest first. */
export async function selectComments(tx: Tx, change: string): Promise<ChangeComment[]> {
  const rows = await tx.query<{
    id: string;
    name: string;
    email: string;
    role: Role;
    via: Via;
    at: number;
    text: string;
  }>(
    `select p.id, p.name, p.email, p.role, c.via, c.at, c.text
     from change_comments c join people p on p.id = c.by where c.change_id = $1::uuid order by c.id`,
    [change],
  );
  return rows.map(({ via, at, text, ...by }) => ({ by, via, at, text }));
}

/** What people wrote about changes, comments, titles and reasons, with `by` in the place of what the pattern finds. */
export async function redactChanges(tx: Tx, pattern: string, by: string): Promise<void> {
  const params = [`(?<!\\w)(?:${pattern})(?!\\w)`, by];
  await tx.query(
    `update change_comments set text = regexp_replace(text, $1::text, $2::text, 'gi') where text ~* $1::text`,
    params,
  );
  await tx.query(
    `update changes set title = regexp_replace(title, $1::text, $2::text, 'gi'),
                        resolution = regexp_replace(resolution, $1::text, $2::text, 'gi')
     where title ~* $1::text or resolution ~* $1::text`,
    params,
  );
}
