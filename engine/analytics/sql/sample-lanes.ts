import type { Queryable } from '../../../db/connection.ts';
import { LANES } from '../../../db/lanes.ts';
import type { Period } from '../period.ts';

/** About so many emails are read in good time while somebody waits. */
const mostEmails = 100_000;
/** Lanes that are counted, so far apart, to know about how many emails there are. */
const countedEvery = 32;

const every = (step: number) => Array.from({ length: LANES / step }, (_, n) => n * step);

/**
 * The lanes to look at, evenly apart, so that about `most` emails of the period are in them; undefined: all of them. A
 * lead is in its lane by its id, which is a hash, so these are an even sample, and the same one each time.
 */
export async function sampleLanes(
  db: Queryable,
  { from, to }: Period,
  most = mostEmails,
): Promise<number[] | undefined> {
  const counted = every(countedEvery);
  const [row] = await db.query<{ emails: number }>(
    `select count(*)::int as emails from outbox o
     where o.lane = any ($1::smallint[]) and o.kind = 'email' and o.status = 'sent'
       and o.settled_at >= to_timestamp($2::float8 / 1000) and o.settled_at < to_timestamp($3::float8 / 1000)`,
    [counted, from, to],
  );
  const emails = ((row?.emails ?? 0) * LANES) / counted.length;
  const step = [1, 2, 4, 8, 16, 32, 64, 128].find((one) => emails / one <= most) ?? LANES;
  return step === 1 ? undefined : every(step);
}
