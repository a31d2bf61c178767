/** How wide letters are in Inter, as shares of the size: those that are far from the others. */
const wide = /[mwMW@%—…]/u;
const narrow = /[iljtfrI.,:;'|!()[\] ·-]/u;
const capital = /\p{Lu}/u;
const digit = /\d/;
/** Letters of the Latin, Greek and Cyrillic scripts, which Inter has; what it has not is as wide as it is high. */
const known = /[ -\u052F\u1E00-\u20CF\u2190-\u22FF]/u;
const mark = /\p{M}/u;

/** About how wide a text is in Inter, for deciding on a layout; what is drawn is measured by the font itself. */
export function roughWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * size;
}

function emsOf(character: string): number {
  if (mark.test(character)) return 0;
  if (!known.test(character)) return 1.05;
  if (narrow.test(character)) return 0.37;
  if (wide.test(character)) return 0.94;
  if (digit.test(character)) return 0.64;
  return capital.test(character) ? 0.69 : 0.59;
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

/** One line, at most so wide. */
export function shortenTo(text: string, size: number, width: number): string {
  const line = shorten(text, 600);
  if (roughWidth(line, size) <= width) return line;
  const room = width - roughWidth('…', size);
  let taken = 0;
  let end = 0;
  for (const character of line) {
    taken += emsOf(character) * size;
    if (taken > room) break;
    end += character.length;
  }
  return `${line.slice(0, end).trimEnd()}…`;
}

/** Shortened to a width, and still each its own: what would be the same gets a number. */
export function distinctLabels(texts: readonly string[], size: number, width: number): string[] {
  const room = Math.max(width, 4 * size);
  const seen = new Set<string>();
  return texts.map((text) => {
    let label = shortenTo(text, size, room);
    for (let n = 2; seen.has(label); n++)
      label = `${shortenTo(text, size, room - roughWidth(' (88)', size))} (${n})`;
    seen.add(label);
    return label;
  });
}

/**
 * A text in lines of about this width, at most so many: what is more is cut with a mark. A word that is longer than a
 * line is broken, as scripts without spaces are.
 */
export function wrap(text: string, size: number, width: number, most = 40): string[] {
  const lines: string[] = [];
  // A figure and its sign stay together.
  for (const word of shorten(text, 600).split(/ (?!%)/)) {
    const last = lines.at(-1);
    if (last !== undefined && roughWidth(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...pieces(word, size, width));
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shortenTo(`${lines.slice(most - 1).join(' ')} …`, size, width)];
}

function pieces(word: string, size: number, width: number): string[] {
  const found: string[] = [''];
  for (const character of word) {
    const last = found.at(-1) as string;
    if (last !== '' && roughWidth(last + character, size) > width) found.push(character);
    else found[found.length - 1] = last + character;
  }
  return found;
}

/** A count that fits a cell: 950, 9,500, 12.3K, 9.5M. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('en');
  return Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}
