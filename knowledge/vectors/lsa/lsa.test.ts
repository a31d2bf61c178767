import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countTerms } from '../../lexical/bm25.ts';
import { termsOf } from '../../lexical/terms.ts';
import { orthonormalise, symmetricEigen, zeros } from './dense.ts';
import { createModel, decodeModel, encodeModel, foldIn, modelName } from './model.ts';
import { rightSingularVectors, type SparseMatrix } from './svd.ts';
import { dimensionsFor, trainLsa } from './train.ts';
import { trainInThread } from './train-in-thread.ts';

const matrixOf = (rows: readonly (readonly number[])[]): SparseMatrix => {
  const columns = rows[0]?.length ?? 0;
  const full = rows.flatMap((row) => row.map((value, column) => ({ value, column })));
  return {
    rows: rows.length,
    columns,
    starts: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * columns),
    indices: Int32Array.from(full, ({ column }) => column),
    values: Float32Array.from(full, ({ value }) => value),
  };
};

const small = fc.double({ min: -1, max: 1, noNaN: true }).map((x) => Math.fround(Math.round(x * 64) / 64));

describe('the mathematics', () => {
  test('eigenvectors put a symmetric square together again', () => {
    fc.assert(
      fc.property(fc.array(small, { minLength: 16, maxLength: 16 }), (given) => {
        const square = Float64Array.from(given, (_, at) => {
          const [i, j] = [Math.floor(at / 4), at % 4];
          return given[Math.min(i, j) * 4 + Math.max(i, j)] as number;
        });
        const { values, vectors } = symmetricEigen(square, 4);
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) {
            const sum = [0, 1, 2, 3].reduce(
              (total, k) => total + vectors[i * 4 + k]! * values[k]! * vectors[j * 4 + k]!,
              0,
            );
            expect(sum).toBeCloseTo(square[i * 4 + j] as number, 8);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('orthonormal columns have length one and nothing of each other; what depends on others becomes zero', () => {
    const matrix = zeros(5, 3);
    const columns = [
      [1, 2, 3, 4, 5],
      [2, 0, 1, 0, 1],
      [3, 2, 4, 4, 6],
    ];
    columns.forEach((values, j) => {
      values.forEach((value, i) => {
        matrix.values[i * 3 + j] = value;
      });
    });
    orthonormalise(matrix);
    const product = (a: number, b: number) =>
      [0, 1, 2, 3, 4].reduce((sum, i) => sum + matrix.values[i * 3 + a]! * matrix.values[i * 3 + b]!, 0);
    expect(product(0, 0)).toBeCloseTo(1, 5);
    expect(product(1, 1)).toBeCloseTo(1, 5);
    expect(product(0, 1)).toBeCloseTo(0, 5);
    // The third was the sum of the first two.
    expect(product(2, 2)).toBe(0);
  });

  test('the directions found hold all that a matrix of low rank has', () => {
    const seen = Array.from({ length: 30 }, (_, i) => {
      const [a, b] = [Math.sin(i), Math.cos(3 * i)];
      return Array.from({ length: 12 }, (_, j) => a * (j + 1) + b * (j % 3));
    });
    const found = rightSingularVectors(matrixOf(seen), 5, 1);
    expect(found).toMatchObject({ rows: 12, columns: 2 });
    for (const row of seen) {
      const along = [0, 1].map((k) => row.reduce((sum, x, j) => sum + x * found.values[j * 2 + k]!, 0));
      row.forEach((x, j) => {
        expect(along[0]! * found.values[j * 2]! + along[1]! * found.values[j * 2 + 1]!).toBeCloseTo(x, 3);
      });
    }
  });
});

/** Two subjects that share no word; each passage has some of its subject's words. */
const subjects = ['audit trail ledger record examiner', 'nurse ward patient intake triage'].map((words) =>
  words.split(' '),
);
const collection = Array.from({ length: 60 }, (_, i) => {
  const words = subjects[i % 2] as string[];
  return [words[i % 5], words[(i + 1 + (i % 3)) % 5], words[(i + 2) % 5], `only${i}`].join(' ');
});
const counted = collection.map((text) => countTerms(text.split(' ')));
const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  a === undefined || b === undefined ? Number.NaN : a.reduce((sum, x, i) => sum + x * b[i]!, 0);

describe('a model of a collection', () => {
  // As many directions as there are subjects.
  const model = trainLsa(counted, 2);
  if (model === undefined) throw new Error('no model');
  const place = (words: string) => foldIn(model, countTerms(words.split(' ')));

  test('brings together what keeps company and shares no word', () => {
    expect(cosine(place('audit'), place('examiner'))).toBeGreaterThan(0.3);
    expect(Math.abs(cosine(place('audit'), place('nurse')))).toBeLessThan(0.05);
    expect(cosine(place('audit'), place('audit'))).toBeCloseTo(1, 5);
  });

  test('has no place for words it never saw, nor for those of one passage alone', () => {
    expect(place('xylophone')).toBeUndefined();
    expect(place('only7')).toBeUndefined();
    expect(foldIn(model, new Map())).toBeUndefined();
  });

  test('places a text by the sum of its words, each by its logarithmic count and how rare it is', () => {
    const three = createModel({
      dimensions: 3,
      terms: Int32Array.of(1, 2, 3),
      idf: Float32Array.of(1, 2, 4),
      basis: Float16Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    });
    const placed = foldIn(
      three,
      new Map([
        [1, Math.E],
        [2, 1],
        [9, 5],
      ]),
    );
    // (1 + ln e) × 1 and (1 + ln 1) × 2, of length one; the ninth it does not know.
    expect(placed).toEqual(Float32Array.of(Math.SQRT1_2, Math.SQRT1_2, 0));
  });

  test('is the same from the same passages, and from its bytes', () => {
    const bytes = encodeModel(model);
    const again = trainLsa(counted, 2);
    expect(again && encodeModel(again)).toEqual(bytes);
    expect(decodeModel(bytes)).toEqual(model);
    // Bytes as a driver gives them need not begin where numbers may be read.
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeModel(shifted.subarray(1))).toEqual(model);
    const other = trainLsa(counted.slice(1), 2);
    expect(other && modelName(encodeModel(other), 2)).not.toBe(modelName(bytes, 2));
  });

  test('is trained in a thread to the same bytes', async () => {
    const passages = collection.map((text) => ({ text, language: 'de' }));
    const here = trainLsa(
      passages.map(({ text, language }) => countTerms(termsOf(text, language))),
      8,
    );
    expect(await trainInThread({ passages, dimensions: 8 })).toEqual(here && encodeModel(here));
    expect(await trainInThread({ passages: [], dimensions: 8 })).toBeUndefined();
  });

  test('gives up when it is told to', async () => {
    const passages = collection.map((text) => ({ text, language: 'en' }));
    const signal = AbortSignal.abort(new Error('stopping'));
    await expect(trainInThread({ passages, dimensions: 8 }, { signal })).rejects.toThrow('stopping');
  });
});

test('a collection bears as many directions as it is large, and a tiny one none', () => {
  expect([10, 100, 300, 1_000, 20_000].map(dimensionsFor)).toEqual([0, 32, 64, 128, 256]);
  expect(trainLsa([], 8)).toBeUndefined();
});
