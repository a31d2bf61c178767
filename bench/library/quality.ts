import { createLibrary, type Library } from '../../knowledge/library.ts';
import { embedded } from '../databases.ts';
import { type Collection, readCollection } from './cranfield.ts';
import { mean, ndcg10, recallAt } from './ndcg.ts';
import { withTypos } from './typos.ts';

export interface Quality {
  /** What is searched by. */
  by: string;
  ndcg10: number;
  recall100: number;
  /** Of the same queries with slips of the keys. */
  ndcg10Typos: number;
}

/** What a judged collection's queries find on the embedded database; undefined when the collection is not there. */
export async function measureQuality(
  folder: string,
  progress: (line: string) => void,
): Promise<Quality[] | undefined> {
  const collection = readCollection(folder);
  if (collection === undefined) return undefined;
  const target = await embedded();
  try {
    const library = createLibrary(target.db);
    progress(`library: ${collection.documents.length} documents of ${folder}`);
    const items = collection.documents.filter(({ text }) => text.trim() !== '').map(itemOf);
    for (let from = 0; from < items.length; from += 100)
      await library.add(items.slice(from, from + 100), { now: Date.now(), mayApprove: false });
    const found = [await judge('words', library, collection)];
    progress('library: training the model of meaning');
    await library.tend();
    found.push(await judge('words and meaning', library, collection));
    return found;
  } finally {
    await target.remove();
  }
}

async function judge(by: string, library: Library, { queries }: Collection): Promise<Quality> {
  const rank = async (words: string) => {
    const hits = await library.search(words, { limit: 100 });
    return [...new Set(hits.map((hit) => hit.item.id.slice(1)))];
  };
  const [gains, gainsTypos, recalls] = [[], [], []] as [number[], number[], number[]];
  for (const [n, { text, judged }] of queries.entries()) {
    const ranked = await rank(text);
    gains.push(ndcg10(ranked, judged));
    recalls.push(recallAt(100, ranked, judged));
    gainsTypos.push(ndcg10(await rank(withTypos(text, n)), judged));
  }
  return { by, ndcg10: mean(gains), recall100: mean(recalls), ndcg10Typos: mean(gainsTypos) };
}

/** Ids of the library begin with a letter. */
const itemOf = ({ id, title, text }: Collection['documents'][number]) => ({
  id: `d${id}`,
  title: title.slice(0, 200).trim() || `Document ${id}`,
  kind: 'report',
  stages: ['awareness'],
  summary: 'Of a judged collection.',
  cta: { label: 'Read', url: 'https://library.example/' },
  body: text,
});
