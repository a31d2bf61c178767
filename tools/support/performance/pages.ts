import type { MetricId } from '../../../engine/analytics/metrics/definitions.ts';
import type { About } from './schema.ts';
import type { LeadsOf } from './shown.ts';

/** What is drawn of an answer, where a picture says more than its sentences. */
const chartOf: Partial<Record<About, string>> = {
  overview: 'trend',
  emails: 'trend',
  funnel: 'funnel',
  cohorts: 'cohorts',
};

/** Paths of the console for an answer: the page with all of it, and the leads behind a figure. */
export function pagesOf(
  { from, to }: { from: number; to: number },
  filters: Readonly<Record<string, string | undefined>>,
): { page: string; leads: LeadsOf; chart: (about: About) => string | undefined } {
  const period = `${day(from)} to ${day(to - 1)}`;
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = (more: Readonly<Record<string, string>>) =>
    new URLSearchParams({ ...more, period, ...Object.fromEntries(given) });
  return {
    page: `performance?${query({})}`,
    chart: (about) => {
      const kind = about === 'funnel' && filters.track !== undefined ? 'flow' : chartOf[about];
      return kind && `performance/chart.svg?${query({ kind })}`;
    },
    leads: (metric: MetricId, more = {}) =>
      `/performance/leads?${query({ metric, of: 'numerator', ...more })}`,
  };
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
