/** About how wide a text is in Inter, for deciding on a layout; what is drawn is measured by the font itself. */
export function roughWidth(text: string, size: number): number {
  return text.length * size * 0.58;
}

/** One line without what would turn or hide it, at most so long. */
export function shorten(text: string, longest: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** Shortened to a width, and still each its own: what would be the same gets a number. */
export function distinctLabels(texts: readonly string[], size: number, width: number): string[] {
  const longest = Math.max(4, Math.floor(width / (size * 0.58)));
  const seen = new Set<string>();
  return texts.map((text) => {
    let label = shorten(text, longest);
    for (let n = 2; seen.has(label); n++) label = `${shorten(text, longest - 4)} (${n})`;
    seen.add(label);
    return label;
  });
}

/** A text in lines of about this width; a word that is longer has a line of its own. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of shorten(text, 600).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && roughWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A count that fits a cell: 950, 9,500, 12.3K, 9.5M. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('en');
  return Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}
