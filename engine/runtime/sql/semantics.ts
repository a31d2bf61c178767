import type { Tx } from '../../../db/connection.ts';

/** Version of the time zone data that this process decides by. */
export const TZDATA = process.versions.tz ?? 'unknown';

/** The id of the (engine semantics, tzdata) pair, recorded on first sight. Ids are small and never reused. */
export async function semanticsId(tx: Tx, engine: number, tzdata: string): Promise<number> {
  const find = async () =>
    (
      await tx.query<{ id: number }>('select id from semantics where engine = $1 and tzdata = $2', [
        engine,
        tzdata,
      ])
    )[0];
  const known = await find();
  if (known) return known.id;
  // Two processes may meet a new pair at once; the table is tiny and this happens once per upgrade.
  await tx.query('lock table semantics in share row exclusive mode');
  const meanwhile = await find();
  if (meanwhile) return meanwhile.id;
  const [row] = await tx.query<{ id: number }>(
    `insert into semantics (id, engine, tzdata) select coalesce(max(id), 0) + 1, $1, $2 from semantics returning id`,
    [engine, tzdata],
  );
  return (row as { id: number }).id;
}
