/** Machine-readable output: the only thing on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${withoutControls(text)}\n`);
}

/** `1 lead`, `2 leads`. */
export function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** Rows under headings, columns as wide as their widest cell, at most `maxWidth` characters each. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly unknown[])[],
  maxWidth = 60,
): void {
  const cells = [headings, ...rows].map((row) => row.map((cell) => cut(cellText(cell), maxWidth)));
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** `2026-01-31 08:15` in UTC, of ISO 8601 or milliseconds since the epoch; a dash for none. */
export function when(instant: number | string | null | undefined): string {
  if (instant === null || instant === undefined) return '-';
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}

function cellText(cell: unknown): string {
  return cell === null || cell === undefined || cell === '' ? '-' : String(cell).replace(/\s+/g, ' ');
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

/** Text from leads and models must not steer the terminal. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
