import { alignColumns, whole } from '../report.ts';
import type { Quality } from './quality.ts';
import type { Speed } from './speed.ts';

export interface LibraryResult {
  /** Undefined when no judged collection was there. */
  quality: Quality[] | undefined;
  speeds: Speed[];
}

/** What the judged queries find, and a column for each size of library. */
export function renderLibrary({ quality, speeds }: LibraryResult): string {
  const tables: string[] = [];
  if (quality) {
    const head = ['judged queries, by', 'nDCG@10', 'recall@100', 'nDCG@10 with typos'];
    const rows = quality.map(({ by, ndcg10, recall100, ndcg10Typos }) => [
      by,
      ...[ndcg10, recall100, ndcg10Typos].map((value) => value.toFixed(3)),
    ]);
    tables.push(alignColumns([head, ...rows]));
  } else tables.push('No judged collection: CRANFIELD names the folder of one.');
  if (speeds.length > 0) {
    const line = (what: string, of: (speed: Speed) => string) => [what, ...speeds.map(of)];
    const ms = (key: 'search' | 'mistyped' | 'fifth' | 'hundredth') => (speed: Speed) =>
      `${speed[key].p50.toFixed(0)} / ${speed[key].p95.toFixed(0)}`;
    tables.push(
      alignColumns([
        line('passages', ({ passages }) => whole(passages)),
        line('passages indexed per second', ({ added }) => whole(added)),
        line('training, placing, indexing vectors, s', ({ trained }) => trained.toFixed(1)),
        line('ms, search for ten: p50 / p95', ms('search')),
        line('the same, mistyped', ms('mistyped')),
        line('the same, a filter leaves a fifth', ms('fifth')),
        line('the same, a filter leaves a hundredth', ms('hundredth')),
        line('recall of the vectors’ index at ten', ({ recall }) => recall.toFixed(3)),
        line('recall of the whole search at ten', ({ recallOfSearch }) => recallOfSearch.toFixed(3)),
      ]),
    );
  }
  return tables.join('\n\n');
}
