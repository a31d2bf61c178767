/** `23 Nov 2026, 09:00 (Europe/Vienna)`. */
export function clockOf(at: number, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
  return `${words} (${timeZone})`;
}
