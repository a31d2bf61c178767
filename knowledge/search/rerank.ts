import type { Hit } from '../types.ts';
import type { Reranker } from './reranker.ts';

/** So many of the best are looked at again. */
export const reranked = 50;
const patienceMs = 1_500;

/** The hits in the order of the reranker; as they were when it is late, fails or names what is not there. */
export async function rerankHits(
  rerank: Reranker,
  words: string,
  hits: readonly Hit[],
  timeoutMs = patienceMs,
): Promise<Hit[]> {
  if (hits.length < 2) return [...hits];
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const texts = hits.map(({ item, passage }) => `${item.title}\n${passage.heading}\n${passage.text}`);
  let order: readonly { index: number; score: number }[];
  try {
    order = await Promise.race([rerank(words, texts, { signal }), late]);
  } catch {
    return [...hits];
  }
  const scores = new Map(order.map(({ index, score }) => [index, score]));
  if (!scores.entries().every(([index, score]) => hits[index] !== undefined && Number.isFinite(score)))
    return [...hits];
  const last = Number.NEGATIVE_INFINITY;
  return hits
    .map((hit, index) => ({ hit, index, score: scores.get(index) }))
    .sort((a, b) => compare(b.score ?? last, a.score ?? last) || a.index - b.index)
    .map(({ hit, score }) =>
      score === undefined ? hit : { ...hit, parts: { ...hit.parts, rerank: score } },
    );
}

/** Unlike a difference, right for two that are both without a score. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
