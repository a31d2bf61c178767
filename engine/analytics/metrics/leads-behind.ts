import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { readAsOf } from './as-of.ts';
import type { MetricId } from './definitions.ts';
import type { PerformanceQuery } from './query.ts';
import { type PerformanceContext, scopeOf } from './scope.ts';
import { matchLeads } from './sql/match-leads.ts';
import { type BehindRow, countBehind, type Place, selectBehind } from './sql/select-behind.ts';

export interface LeadsBehind {
  asOf: number;
  /** How many rows the figure counts, as the figure says. A lead may have several. */
  numerator: number;
  denominator: number;
  /** Those asked for, the latest first. */
  rows: Omit<BehindRow, 'key'>[];
  /** Gives the next page; absent on the last. */
  next?: string;
}

/**
 * The leads behind one number of a dashboard: what is above the line, or all that is below it. Reads only. Throws
 * `cursor.invalid` for a cursor that it did not give.
 */
export function leadsBehind(
  db: Pick<Database, 'transaction'>,
  query: PerformanceQuery,
  context: PerformanceContext,
  metric: MetricId,
  options: { of?: 'numerator' | 'denominator'; cursor?: string | undefined; limit?: number } = {},
): Promise<LeadsBehind> {
  const { of = 'denominator', limit = 50 } = options;
  const after = options.cursor === undefined ? undefined : readCursor(options.cursor);
  return db.transaction(async (tx) => {
    await tx.exec('set transaction isolation level repeatable read; set local jit = off');
    const { asOf } = await readAsOf(tx);
    const scope = await matchLeads(tx, await scopeOf(tx, query, context));
    const span = { period: { from: query.from, to: query.to }, end: asOf };
    const counts = await countBehind(tx, metric, scope, span);
    const found = await selectBehind(tx, metric, scope, span, { of, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      asOf,
      ...counts,
      rows: page.map(({ key: _, ...row }) => row),
      ...(found.length > limit && last && { next: writeCursor(last) }),
    };
  });
}

function writeCursor({ at, lead, key }: Place): string {
  return Buffer.from(JSON.stringify([at, lead, key])).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The last instant of a `Date`. */
const latest = 8.64e15;

function readCursor(text: string): Place {
  try {
    const [at, lead, key] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const isInstant = typeof at === 'number' && at >= 0 && at <= latest;
    if (isInstant && uuid.test(String(lead)) && typeof key === 'string' && !key.includes('\0'))
      return { at, lead: String(lead), key };
  } catch {
    // Told below.
  }
  throw new TrellisError('cursor.invalid', 'This is no cursor of a page of leads; begin without one.');
}
