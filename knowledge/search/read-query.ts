import type { Queryable } from '../../db/connection.ts';
import type { Generation } from '../index/generation.ts';
import { hashTerm, queryVector } from '../lexical/bm25.ts';
import { alikeWeight, gramsVector, leastAlike } from '../lexical/spelling.ts';
import { queryTerms } from '../lexical/terms.ts';
import { type AlikeTerm, findAlike, findTerms } from './sql/find-terms.ts';

/** So many mistyped words of one query are looked into, and so many words taken for each. */
const mostMistyped = 10;
const mostAlike = 4;

/** What a query's words come to, as sparse vectors for `<#>`. */
export interface LexicalQuery {
  /** Words that the library has, and what stands for those that it has not. Undefined when there is nothing of either. */
  lexical: string | undefined;
  /** Of these, the words that are only spelled much alike. */
  grams: string | undefined;
  /** The word most alike to each of those it has not. */
  alike: readonly string[];
}

/** Looks up the words of a query in the vocabulary of a generation. */
export async function readQuery(
  db: Pick<Queryable, 'query'>,
  { id, passages }: Pick<Generation, 'id' | 'passages'>,
  text: string,
): Promise<LexicalQuery> {
  const terms = queryTerms(text);
  const hashes = terms.map((term) => term.terms.map(hashTerm));
  const documents = await findTerms(db, id, [...new Set(hashes.flat())]);
  const words = new Map<number, number>();
  const mistyped = new Set<string>();
  for (const [i, { spelled }] of terms.entries()) {
    const known = (hashes[i] as number[]).filter((term) => documents.has(term));
    for (const term of known) words.set(term, (words.get(term) ?? 0) + 1);
    if (known.length === 0 && spelled !== undefined && mistyped.size < mostMistyped) mistyped.add(spelled);
  }
  const grams = new Map<number, number>();
  const best: string[] = [];
  if (mistyped.size > 0) {
    const alike = await findAlike(
      db,
      id,
      [...mistyped].map((word) => ({ word, grams: gramsVector(word) })),
      leastAlike,
    );
    for (const some of Map.groupBy(alike, ({ wanted }) => wanted).values()) {
      best.push((some[0] as AlikeTerm).word);
      for (const { term, likeness, documents: having } of some.slice(0, mostAlike)) {
        grams.set(term, Math.max(grams.get(term) ?? 0, alikeWeight * likeness));
        documents.set(term, having);
      }
    }
  }
  for (const [term, weight] of grams) words.set(term, (words.get(term) ?? 0) + weight);
  return {
    lexical: queryVector(words, documents, passages),
    grams: queryVector(grams, documents, passages),
    alike: best,
  };
}
