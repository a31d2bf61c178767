import type { MetricId } from '../../../engine/analytics/metrics/definitions.ts';
import type { LeadsOf } from './shown.ts';

/** Paths of the console for an answer: the page with all of it, and the leads behind a figure. */
export function pagesOf(
  { from, to }: { from: number; to: number },
  filters: Readonly<Record<string, string | undefined>>,
): { page: string; leads: LeadsOf } {
  const period = `${day(from)} to ${day(to - 1)}`;
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = (more: Readonly<Record<string, string>>) =>
    new URLSearchParams({ ...more, period, ...Object.fromEntries(given) });
  return {
    page: `performance?${query({})}`,
    leads: (metric: MetricId, more = {}) =>
      `/performance/leads?${query({ metric, of: 'numerator', ...more })}`,
  };
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
