import type { Queryable } from '../../../../../db/connection.ts';

/** The values that leads are told apart by, in order, at most so many. They come from leads: foreign text. */
export async function knownValues(
  db: Queryable,
  dimension: 'industry' | 'owner',
  most: number,
): Promise<string[]> {
  const rows = await db.query<{ value: string }>(
    `select substr(name, length($1::text) + 1) as value from fact_dimensions
     where starts_with(name, $1::text) order by 1 limit $2::int`,
    [`${dimension}:`, most],
  );
  return rows.map(({ value }) => value);
}
