import type { Dashboard } from '../../../engine/analytics/metrics/dashboard.ts';
import type { Period } from '../../../engine/analytics/period.ts';
import type { LeadsOf } from '../../../engine/analytics/report/figure-table.ts';

export interface Addresses {
  /** The query as parameters: those of every page and file with the same figures. */
  query: URLSearchParams;
  /** The page with the leads behind a figure. */
  leadsOf: LeadsOf;
}

/** Where to find what belongs to the figures of a period and its filters. */
export function addressesOf({ from, to }: Period, filters: Dashboard['filters']): Addresses {
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = (more: Readonly<Record<string, string>>) =>
    new URLSearchParams({ from: instant(from), to: instant(to), ...Object.fromEntries(given), ...more });
  return {
    query: query({}),
    leadsOf: (metric, scope) => `/performance/leads?${query({ of: 'numerator', ...scope, metric })}`,
  };
}

/** A date where it is midnight (UTC). */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace('T00:00:00.000Z', '');
}
