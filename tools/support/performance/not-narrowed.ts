import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';

/** Where a narrowing would be passed over in silence. */
export function notNarrowed({ from: _, to: __, ...filters }: PerformanceQuery): string[] {
  return Object.keys(filters).length === 0
    ? []
    : [`This is of all leads: it cannot be narrowed to ${Object.keys(filters).join(', ')}.`];
}
