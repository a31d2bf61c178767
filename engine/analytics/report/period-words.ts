import type { Period } from '../period.ts';

const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const instant = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `24 Oct 2026 to 22 Nov 2026`, both days within; days are those of UTC. */
export function periodWords({ from, to }: Period): string {
  return `${date.format(from)} to ${date.format(Math.max(from, to - 1))}`;
}

/** `22 Nov 2026, 12:40 UTC`. */
export function instantWords(at: number): string {
  return `${instant.format(at)} UTC`;
}
