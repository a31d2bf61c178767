/** How relevant each document is to one query, by id; those not named are not. */
export type Judgements = Readonly<Record<string, number>>;

/** nDCG@10: the gains of a ranking, later ones counting less, as a share of the best order's. */
export function ndcg10(ranked: readonly string[], judged: Judgements): number {
  const sum = (gains: readonly number[]) =>
    gains.slice(0, 10).reduce((total, gain, at) => total + gain / Math.log2(at + 2), 0);
  const best = sum(Object.values(judged).sort((a, b) => b - a));
  return best === 0 ? 0 : sum(ranked.map((id) => judged[id] ?? 0)) / best;
}

/** The share of what is relevant that stands among the first `depth`. */
export function recallAt(depth: number, ranked: readonly string[], judged: Judgements): number {
  const relevant = Object.keys(judged).filter((id) => (judged[id] ?? 0) > 0);
  const found = new Set(ranked.slice(0, depth));
  return relevant.filter((id) => found.has(id)).length / Math.max(relevant.length, 1);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
