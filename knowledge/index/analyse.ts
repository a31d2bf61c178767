import { sha256Hex } from '../../db/canonical.ts';
import type { ContentItem } from '../items/item.ts';
import { countTerms } from '../lexical/bm25.ts';
import { isSpelled } from '../lexical/spelling.ts';
import { termsOf } from '../lexical/terms.ts';
import { splitBody } from '../passages/split.ts';
import type { PassageRow } from './sql/passages.ts';

/**
 * Of the rules by which text becomes index terms, here and in lexical/: raise it with them, and every library's index is
 * built again aside.
 */
export const lexicon = 2;

/** A version to be indexed. */
export interface Version {
  id: string;
  version: number;
  item: Pick<ContentItem, 'title' | 'body' | 'language'> & {
    /** Offsets into the body, in code points, at which each page of the source begins. */
    pages?: readonly number[] | undefined;
  };
}

/** What the words of a passage come to. */
export interface Terms {
  /** How often each hashed term occurs. */
  counts: Map<number, number>;
  /** How many there are. */
  length: number;
  /** Those that somebody may spell otherwise. */
  words: ReadonlySet<string>;
}

export interface AnalysedPassage extends Terms {
  row: PassageRow;
}

/** Cuts versions into passages and counts their terms. */
export async function analyseVersions(versions: readonly Version[]): Promise<AnalysedPassage[]> {
  const found: AnalysedPassage[] = [];
  for (const { id, version, item } of versions) {
    for (const passage of await splitBody(item.body)) {
      const text = indexText(item.title, passage.heading, passage.text);
      const page = pageAt(item.pages, passage.start);
      const row = { item: id, version, ...passage, page, hash: sha256Hex(text) };
      found.push({ row, ...analyseText(text, item.language) });
    }
  }
  return found;
}

export function analyseText(text: string, language: string): Terms {
  const terms = termsOf(text, language);
  return { counts: countTerms(terms), length: terms.length, words: new Set(terms.filter(isSpelled)) };
}

/** Title and headings are searched with each passage; they are not part of its text. */
export function indexText(title: string, heading: string, text: string): string {
  return `${title}\n${heading}\n${text}`;
}

/** The page, from 1, on which what begins at the offset stands; null when the source has none. */
export function pageAt(pages: readonly number[] | undefined, offset: number): number | null {
  if (pages === undefined || pages.length === 0) return null;
  const after = pages.findIndex((begin) => begin > offset);
  return Math.max(1, after === -1 ? pages.length : after);
}
