/** Something that may be chosen: what is written, and what people call it. */
export interface Choice {
  value: string;
  title?: string;
}

/**
 * The choices that what was typed may be the beginning of: by their value, then by their title, then those that have it
 * anywhere; each group in the order that it came in. Everything where nothing was typed.
 */
export function matching(choices: readonly Choice[], typed: string): string[] {
  const text = typed.trim().toLowerCase();
  const ranked: string[][] = [[], [], []];
  for (const { value, title = '' } of choices) {
    const [id, name] = [value.toLowerCase(), title.toLowerCase()];
    const rank = id.startsWith(text) ? 0 : name.startsWith(text) ? 1 : 2;
    if (rank < 2 || id.includes(text) || name.includes(text)) ranked[rank]?.push(value);
  }
  return [...new Set(ranked.flat())];
}
