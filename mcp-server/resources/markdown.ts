/** Text that others wrote, on one line: it must not look like a heading or a list of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** A heading with a list below it; nothing where there is nothing to list. */
export function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`## ${oneLine(heading)}`, '', ...lines.map((line) => `- ${oneLine(line)}`), ''];
}
