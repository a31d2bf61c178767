import { createModel, type LsaModel, ltcWeights } from './model.ts';
import { rightSingularVectors, type SparseMatrix } from './svd.ts';

/** Any fixed number: the same passages give the same model. */
const seed = 20_260;
/** A word of one passage alone brings nothing together. */
const leastPassages = 2;
/** The commonest ones; half a million numbers for each thousand at full size. */
const mostTerms = 40_000;

/** A model of fewer would know little more than their words. */
export const fewestPassages = 50;

/** How many directions a library of this size bears; fewer passages than the least bear none. */
export function dimensionsFor(passages: number): number {
  if (passages < fewestPassages) return 0;
  if (passages < 200) return 32;
  if (passages < 600) return 64;
  return passages < 2_000 ? 128 : 256;
}

/** Trains on the term counts of passages. Undefined when they have too little in common. */
export function trainLsa(
  passages: readonly ReadonlyMap<number, number>[],
  dimensions: number,
): LsaModel | undefined {
  const { terms, idf } = vocabularyOf(passages);
  const rows = new Map(terms.entries().map(([row, term]) => [term, row]));
  if (terms.length === 0) return undefined;
  const directions = rightSingularVectors(matrixOf(passages, { rows, idf }), dimensions, seed);
  if (directions.columns === 0) return undefined;
  return createModel({
    dimensions: directions.columns,
    terms,
    idf,
    basis: Float16Array.from(directions.values),
  });
}

function vocabularyOf(passages: readonly ReadonlyMap<number, number>[]) {
  const having = new Map<number, number>();
  for (const counts of passages)
    for (const term of counts.keys()) having.set(term, (having.get(term) ?? 0) + 1);
  const common = [...having].filter(([, count]) => count >= leastPassages);
  // Of equal ones the lower number, so that the choice does not hang on the order of passages.
  common.sort(([a, inA], [b, inB]) => inB - inA || a - b);
  const kept = common.slice(0, mostTerms).sort(([a], [b]) => a - b);
  return {
    terms: Int32Array.from(kept, ([term]) => term),
    idf: Float32Array.from(kept, ([, count]) => Math.log(1 + passages.length / count)),
  };
}

function matrixOf(
  passages: readonly ReadonlyMap<number, number>[],
  vocabulary: Pick<LsaModel, 'rows' | 'idf'>,
): SparseMatrix {
  const starts = new Int32Array(passages.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  passages.forEach((counts, at) => {
    for (const [row, weight] of ltcWeights(vocabulary, counts)) {
      indices.push(row);
      values.push(weight);
    }
    starts[at + 1] = indices.length;
  });
  return {
    rows: passages.length,
    columns: vocabulary.idf.length,
    starts,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}
