/** How alike two words must be to pass for each other, 0 to 1. */
const ALIKE = 0.6;
/** What a word that is only alike counts, of what the word itself would. */
const WEIGHT = 0.8;
const MOST = 4;

export interface Alike {
  readonly word: string;
  /** Its share of the weight that the word itself would have. */
  readonly weight: number;
}

/**
 * The words of a vocabulary that are spelled most like one that it has not, best first. Alike by the pairs of characters
 * that both have (Dice), with the word's ends counting as characters.
 */
export function alikeWords(wanted: string, vocabulary: Iterable<string>): Alike[] {
  const grams = gramsOf(wanted);
  const found: Alike[] = [];
  for (const word of vocabulary) {
    const likeness = likenessOf(grams, gramsOf(word));
    if (likeness >= ALIKE) found.push({ word, weight: WEIGHT * likeness });
  }
  return found.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1)).slice(0, MOST);
}

/** The lengths, in UTF-16 units, that a word alike to one of this length can have; banana's few pairs apart. */
export function alikeLengths(length: number): { from: number; to: number } {
  const share = ALIKE / (2 - ALIKE);
  return { from: Math.ceil((length + 1) * share) - 1, to: Math.floor((length + 1) / share) - 1 };
}

function gramsOf(word: string): ReadonlySet<string> {
  const padded = `\0${word}\0`;
  const grams = new Set<string>();
  for (let i = 0; i + 2 <= padded.length; i++) grams.add(padded.slice(i, i + 2));
  return grams;
}

function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const gram of b) if (a.has(gram)) both += 1;
  return (2 * both) / (a.size + b.size);
}
