/** How often, and when by a clock. */
export interface Cadence {
  every: 'week' | 'month';
  /** Of the week from Monday, 1; of the month, or its last where it has fewer. */
  day: number;
  /** Of the day. */
  minute: number;
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Where no day or time is said. */
export const usualMinute = 9 * 60;

/** `every Monday at 09:00`, `on the 1st of every month at 09:00`. */
export function cadenceWords({ every, day, minute }: Cadence): string {
  if (every === 'week') return `every ${weekdayNames[day - 1]} at ${clockWords(minute)}`;
  const which = day === 31 ? 'last day' : ordinal(day);
  return `on the ${which} of every month at ${clockWords(minute)}`;
}

/** `09:00`. */
export function clockWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
