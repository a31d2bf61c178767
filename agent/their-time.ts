/** As our tools and our own words give an instant: `2026-03-18T12:30:00.000Z`, `2026-03-18 12:30 UTC`; not in an address. */
const instant =
  /(?<![\w/=?&#+.-])(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?Z| (\d{2}:\d{2}) UTC)(?!\w)/g;

/**
 * The text with its instants as a clock in the time zone shows them: `2026-03-18 13:30 (Europe/Vienna)`. Midnight of UTC
 * in full is the border of a day, as figures have them, and stays; so does everything where no zone is known.
 */
export function inTheirTime(text: string, timeZone: string | null | undefined): string {
  if (!timeZone || timeZone === 'UTC') return text;
  return text.replace(
    instant,
    (found, day: string, time: string | undefined, seconds: string | undefined, said: string) => {
      if (time === '00:00' && Number(seconds?.slice(1) ?? 0) === 0) return found;
      const at = Date.parse(`${day}T${time ?? said}Z`);
      return Number.isNaN(at) ? found : `${dayAndTime(at, timeZone)} (${timeZone})`;
    },
  );
}

/** `Wednesday, 13:30 in Europe/Vienna`. */
export function weekdayAndTime(at: number, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en-GB', { ...clock, weekday: 'long', timeZone }).format(at);
  return `${words.replace(/ (?=\d)/, ', ').replace(',,', ',')} in ${timeZone}`;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function dayAndTime(at: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', {
    ...clock,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  });
  return day.format(at);
}
