import type { Change, ChangeComment } from '../types.ts';

/** `2026-01-31 08:15 UTC`. */
export function instantWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How it stands with a change that has, or had, a time: one line each, the same on every face. */
export function standingWords({
  status,
  schedule,
  returned,
}: Pick<Change, 'status' | 'schedule' | 'returned'>) {
  const lines: string[] = [];
  if (schedule) {
    const { at, by, since } = schedule;
    const then =
      status === 'scheduled' ? `it is applied ${instantWords(at)}` : `to be applied ${instantWords(at)}`;
    lines.push(`Approved by ${by.name} ${instantWords(since)}, ${then}.`);
  }
  if (returned) {
    const { to, reason } = returned;
    lines.push(
      `${to.name} had approved it for a later time, and it was not applied: ${reason} It is open again.`,
    );
  }
  return lines;
}

/** `Mara Example, 2026-01-31 08:15 UTC: Why so many?` */
export function commentWords({ by, at, text }: ChangeComment): string {
  return `${by.name}, ${instantWords(at)}: ${text}`;
}
