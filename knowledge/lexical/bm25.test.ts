import fc from 'fast-check';
import { SparseVector } from 'pgvector';
import { expect, test } from 'vitest';
import { countTerms, documentVector, hashTerm, queryVector } from './bm25.ts';

/** What `<#>` computes, negated. */
function innerProduct(a: string, b: string): number {
  const left = new SparseVector(a);
  const right = new Map(
    new SparseVector(b).indices.map((term, i) => [term, new SparseVector(b).values[i] as number]),
  );
  return left.indices.reduce((sum, term, i) => sum + (left.values[i] as number) * (right.get(term) ?? 0), 0);
}

test('the inner product of query and document is the textbook BM25 score', () => {
  const documents = ['audit trail audit', 'approval trail', 'invoice'].map((text) => text.split(' '));
  const average = 2;
  const documentsWith = new Map([
    [hashTerm('audit'), 1],
    [hashTerm('trail'), 2],
    [hashTerm('approval'), 1],
    [hashTerm('invoice'), 1],
  ]);
  const query = queryVector(countTerms(['audit', 'trail', 'unheard']), documentsWith, 3) as string;
  const first = documents[0] as string[];
  const part = (tf: number, having: number) =>
    (Math.log(1 + (3 - having + 0.5) / (having + 0.5)) * (tf * 2.2)) /
    (tf + 1.2 * (0.25 + 0.75 * (3 / average)));
  const score = innerProduct(documentVector(countTerms(first), first.length, average), query);
  expect(score).toBeCloseTo(part(2, 1) + part(1, 2), 9);
});

test('a query of unknown words has no vector', () => {
  expect(queryVector(countTerms(['unheard']), new Map(), 10)).toBeUndefined();
});

test('terms hash into the dimensions that sparsevec allows', () => {
  fc.assert(
    fc.property(fc.string(), (term) => {
      const hash = hashTerm(term);
      return Number.isInteger(hash) && hash >= 0 && hash < 1_000_000_000;
    }),
  );
});
