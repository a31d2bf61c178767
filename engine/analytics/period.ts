/** A span of time [from, to), milliseconds since the epoch. */
export interface Period {
  from: number;
  to: number;
}

/** An email's opens, clicks and bounces count for this long after its sending. */
export const attributionDays = 14;

/** A day, in milliseconds. */
export const DAY = 86_400_000;

/**
 * The period to compare with: for whole calendar months (UTC) as many months before, else the same length just before.
 */
export function periodBefore(period: Period): Period {
  const from = new Date(period.from);
  const to = new Date(period.to);
  const wholeMonths = isMonthStart(from) && isMonthStart(to);
  if (!wholeMonths) return { from: period.from - (period.to - period.from), to: period.from };
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return { from: Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - months), to: period.from };
}

function isMonthStart(date: Date): boolean {
  return date.getTime() === Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}
