import type { Instant } from '../../core/types.ts';

/** A calendar month in UTC, as whole months since January 1970. */
export type Month = number;

export function monthOf(at: Instant): Month {
  const date = new Date(at);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The month's first instant. */
export function beginOf(month: Month): Instant {
  return Date.UTC(1970, month);
}

/** `2026_01`, as names of tables have it. */
export function nameOfMonth(month: Month): string {
  return new Date(beginOf(month)).toISOString().slice(0, 7).replace('-', '_');
}
