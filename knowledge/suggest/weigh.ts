import type { Document } from './document.ts';

/** Words by which something is known, as a regular expression without flags. */
export type Signs = Readonly<Record<string, string>>;

/** A word in the title or the file's name says as much as so many in the text. */
const prominence = 6;
const inHeadings = 3;
/** However often it is repeated. */
const mostInText = 6;

/** How much each speaks of itself in the document; what does not is absent. */
export function weigh({ title, path, headings, text }: Document, signs: Signs): Map<string, number> {
  const weights = new Map<string, number>();
  for (const [name, sign] of Object.entries(signs)) {
    const count = (place: string) => [...place.matchAll(new RegExp(`\\b(?:${sign})\\b`, 'gi'))].length;
    const weight =
      prominence * Math.min(1, count(title)) +
      prominence * Math.min(1, count(path)) +
      inHeadings * Math.min(2, count(headings)) +
      Math.min(mostInText, count(text));
    if (weight > 0) weights.set(name, weight);
  }
  return weights;
}

/** The heaviest first, those of at least this weight, at most so many. */
export function heaviest(
  weights: ReadonlyMap<string, number>,
  { least, most }: { least: number; most: number },
): string[] {
  return [...weights]
    .filter(([, weight]) => weight >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}
