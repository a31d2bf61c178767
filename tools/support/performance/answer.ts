import type { Dashboard } from '../../../engine/analytics/metrics/dashboard.ts';
import type { Period } from '../../../engine/analytics/period.ts';
import type { PartsShown } from './schema.ts';

/** What answers a question; `before` and filters only where the figures know of them. */
export interface Answer {
  /** Milliseconds since the epoch. */
  asOf: number;
  before?: Period;
  filters: Dashboard['filters'];
  summary: string[];
  parts: PartsShown;
  notes: string[];
}
