const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** `5 Jan 2026`. */
export function day(instant: number): string {
  return days.format(instant);
}

/** `5 Jan 2026, 12:00 UTC`. */
export function moment(instant: number): string {
  return `${days.format(instant)}, ${hours.format(instant)} UTC`;
}
