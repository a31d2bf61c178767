import type { Queryable } from '../../../../db/connection.ts';
import type { DistributionData } from '../../charts/distribution/distribution-data.ts';
import type { Scope } from '../../metrics/scope.ts';
import { countWaits } from '../../metrics/sql/count-waits.ts';
import { timeInNurture } from './time-in-nurture.ts';

/** How long nurtured leads were MQLs before they became SQLs, of those that became MQLs in the period. */
export async function readTimeInNurture(
  db: Queryable,
  scope: Scope,
  asOf: number,
): Promise<DistributionData> {
  const { from, to } = scope.query;
  const waits = await countWaits(db, scope, { period: { from, to }, end: asOf }, 'nurtured');
  const nurtured = waits.filter(({ part }) => part === 'yes');
  return timeInNurture(nurtured, 'Days from MQL to SQL, of nurtured leads');
}
