import type { Queryable, Tx } from '../../../../db/connection.ts';
import type { Place } from './people.ts';

const key = 'facts';
/** Any fixed number: whoever writes facts holds it for the transaction. */
const lock = 7_235_602;

/** Where the rollup stands. Instants are milliseconds since 1970. */
export interface FactsState {
  /** Until when the log is counted in; absent before the first walk over all leads has ended. */
  asOf?: number;
  /** When the last walk over all leads that ended had begun. */
  walkedAt?: number;
  /** A walk under way. `all`: every lead is made anew, not only those that have inputs since. */
  walk?: { began: number; after: Place; all: boolean };
}

/** False when another process is at it. */
export async function tryHold(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [lock]);
  return row?.held === true;
}

/** Waits until nobody else writes facts, and keeps them from it until the transaction ends. */
export async function holdFacts(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [lock]);
}

export async function readState(db: Queryable): Promise<FactsState> {
  const [row] = await db.query<{ value: string }>('select value from settings where key = $1', [key]);
  return row ? (JSON.parse(row.value) as FactsState) : {};
}

export async function writeState(db: Queryable, state: FactsState): Promise<void> {
  await db.query(
    'insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, JSON.stringify(state)],
  );
}
