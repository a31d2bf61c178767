import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgements } from './ndcg.ts';

export interface Collection {
  documents: { id: string; title: string; text: string }[];
  queries: { text: string; judged: Judgements }[];
}

/**
 * A judged collection in the usual files: corpus.jsonl (`_id`, `title`, `text`), queries.jsonl (`_id`, `text`) and
 * qrels/test.tsv (query, document, score); what is judged counts as relevant. Undefined when the folder is not there.
 */
export function readCollection(folder: string): Collection | undefined {
  if (!existsSync(join(folder, 'corpus.jsonl'))) return undefined;
  const lines = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n');
  const rows = (file: string) => lines(file).map((line) => JSON.parse(line) as Record<string, string>);
  const judged = new Map<string, Record<string, number>>();
  for (const line of lines('qrels/test.tsv').slice(1)) {
    const [query = '', document = '', score] = line.split('\t');
    if (Number(score) > 0) judged.set(query, { ...judged.get(query), [document]: 1 });
  }
  return {
    documents: rows('corpus.jsonl').map(({ _id = '', title = '', text = '' }) => ({ id: _id, title, text })),
    queries: rows('queries.jsonl').flatMap(({ _id = '', text = '' }) => {
      const own = judged.get(_id);
      return own ? [{ text, judged: own }] : [];
    }),
  };
}
