import { randomOf } from './random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A text with a slip of the keys in about a third of its longer words: a letter left out, swapped, changed or added. */
export function withTypos(text: string, seed: number): string {
  const random = randomOf(seed);
  const below = (count: number) => Math.floor(random() * count);
  return text.replace(/[a-z]{4,}/gi, (word) => {
    if (random() > 0.3) return word;
    const at = 1 + below(word.length - 2);
    const other = letters[below(letters.length)] as string;
    const [before, letter, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)];
    const slips = [
      before + after,
      `${before}${after[0] ?? ''}${letter}${after.slice(1)}`,
      before + other + after,
      before + other + letter + after,
    ];
    return slips[below(slips.length)] as string;
  });
}
