/**
 * On which days of the track to send when nobody says, day 1 being the day of joining: every 4 days in a track of up
 * to 4 weeks, weekly up to 12, else every two weeks (short tracks are for quick deciders). At most 12 emails; the
 * first at once.
 */
export function spreadDays(weeks: number, options: { count?: number; everyDays?: number } = {}): number[] {
  const days = weeks * 7;
  const every =
    options.everyDays ??
    (options.count ? Math.max(1, Math.floor(days / options.count)) : usualGapDays(weeks));
  const fitting = Math.max(1, Math.ceil(days / every));
  const count = Math.min(options.count ?? 12, fitting);
  return Array.from({ length: count }, (_, n) => 1 + n * every);
}

function usualGapDays(weeks: number): number {
  if (weeks <= 4) return 4;
  return weeks <= 12 ? 7 : 14;
}
