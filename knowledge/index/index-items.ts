import { SparseVector } from 'pgvector';
import type { Tx } from '../../db/connection.ts';
import { documentVector } from '../lexical/bm25.ts';
import { foldIn } from '../vectors/lsa/model.ts';
import { vectorText } from '../vectors/unit.ts';
import { analyseText, analyseVersions, indexText, lexicon, type Terms, type Version } from './analyse.ts';
import type { Generation } from './generation.ts';
import { ownModel } from './own-models.ts';
import { addToCounts, addToTerms, setLexicon } from './sql/counts.ts';
import {
  deleteEntries,
  type EntryKey,
  type GoneEntry,
  insertEntries,
  readEntryTexts,
  updateWeights,
} from './sql/entries.ts';
import { deletePassages, insertPassages } from './sql/passages.ts';
import { addWords } from './sql/words.ts';

/** Stored weights bear this much drift of the average length before they are made again. */
export const mostDrift = 0.1;
/** Up to so many are weighed again at once; with more a new generation is built aside. */
const mostAtOnce = 1_000;
const rowsPerStatement = 200;

/**
 * Puts versions into the index in the place of any other version of the same items. Our own model places them at once;
 * an endpoint's vectors follow, and until then they are found by words. Needs `lockIndex`.
 */
export async function indexVersions(
  tx: Tx,
  current: Generation,
  versions: readonly Version[],
): Promise<void> {
  const kept = await forget(
    tx,
    current,
    versions.map((version) => version.id),
  );
  const passages = await analyseVersions(versions);
  const terms = passages.reduce((sum, passage) => sum + passage.length, 0);
  const average = (kept.terms + terms) / Math.max(kept.passages + passages.length, 1);
  const drifted = Math.abs(average - current.averageLength) > mostDrift * current.averageLength;
  const averageLength = drifted && kept.passages <= mostAtOnce ? average : current.averageLength;
  if (averageLength !== current.averageLength) await weighAgain(tx, current.id, averageLength);
  for (const rows of inBatches(passages)) {
    await insertPassages(
      tx,
      rows.map(({ row }) => row),
    );
  }
  const model = await ownModel(tx, current);
  const placed = passages.map(({ row: { item, version, ordinal }, ...terms }) => {
    const vector = model && foldIn(model, terms.counts);
    const key = { item, version, ordinal };
    return { key, ...terms, vector: vector ? vectorText(vector) : null, refused: false };
  });
  await enterPassages(tx, { ...current, averageLength }, placed);
  // All that it has now was made by the rules of now.
  if (kept.passages === 0) await setLexicon(tx, current.id, lexicon);
}

/** Takes items out of the index; gives the generation as it is then. Needs `lockIndex`. */
export async function unindexItems(tx: Tx, current: Generation, ids: readonly string[]): Promise<Generation> {
  return { ...current, ...(await forget(tx, current, ids)) };
}

/** A passage with its place in a generation. */
export interface PlacedPassage extends Terms {
  key: EntryKey;
  /** pgvector's text. */
  vector: string | null;
  /** Its endpoint does not take the text. */
  refused: boolean;
}

/** Enters passages into a generation and counts them there. Needs `lockIndex`. */
export async function enterPassages(
  tx: Tx,
  generation: Pick<Generation, 'id' | 'averageLength'>,
  passages: readonly PlacedPassage[],
): Promise<void> {
  for (const batch of inBatches(passages)) {
    const rows = batch.map(({ key, counts, length, vector, refused }) => {
      const terms = documentVector(counts, length, generation.averageLength);
      return { ...key, length, terms, vector, refused };
    });
    await insertEntries(tx, generation.id, rows);
  }
  await addToTerms(tx, generation.id, passagesWith(passages.map(({ counts }) => counts.keys())));
  await addWords(tx, new Set(passages.flatMap(({ words }) => [...words])));
  await addToCounts(tx, generation.id, {
    passages: passages.length,
    terms: passages.reduce((sum, { length }) => sum + length, 0),
    averageLength: generation.averageLength,
  });
}

/** What is left in the current generation when these items are out of all of them. */
async function forget(
  tx: Tx,
  current: Generation,
  ids: readonly string[],
): Promise<{ passages: number; terms: number }> {
  const gone = await deleteEntries(tx, ids);
  await deletePassages(tx, ids);
  for (const [generation, entries] of Map.groupBy(gone, (entry) => entry.generation)) {
    // What was counted is what is stored: the rules that make terms may have changed since.
    const counted = passagesWith(entries.map(({ terms }) => new SparseVector(terms).indices));
    await addToTerms(tx, generation, new Map(counted.entries().map(([term, of]) => [term, -of])));
    await addToCounts(tx, generation, { passages: -entries.length, terms: -termsIn(entries) });
  }
  const own = gone.filter(({ generation }) => generation === current.id);
  return { passages: current.passages - own.length, terms: current.terms - termsIn(own) };
}

const termsIn = (entries: readonly GoneEntry[]) => entries.reduce((sum, { length }) => sum + length, 0);

/** In how many of the passages each term occurs. */
function passagesWith(passages: readonly Iterable<number>[]): Map<number, number> {
  const having = new Map<number, number>();
  for (const terms of passages) for (const term of terms) having.set(term, (having.get(term) ?? 0) + 1);
  return having;
}

async function weighAgain(tx: Tx, generation: number, averageLength: number): Promise<void> {
  const entries = await readEntryTexts(tx, generation);
  for (const batch of inBatches(entries)) {
    const rows = batch.map(({ title, heading, text, language, ...key }) => {
      const { counts, length } = analyseText(indexText(title, heading, text), language);
      return { ...key, terms: documentVector(counts, length, averageLength) };
    });
    await updateWeights(tx, generation, rows);
  }
}

function* inBatches<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += rowsPerStatement)
    yield all.slice(from, from + rowsPerStatement);
}
