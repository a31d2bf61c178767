import type { DiffLine } from './diff.ts';

/** One sentence a line, the same on every face: `Track “SMB awareness”: email 3 is sent on day 8 instead of day 7`. */
export function renderDiff(lines: readonly DiffLine[]): string[] {
  return lines.map(({ subject, text }) => `${subject}: ${text}`);
}
