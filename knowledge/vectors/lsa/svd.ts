import { gram, type Matrix, orthonormalise, symmetricEigen, zeros } from './dense.ts';

/** Rows of numbers most of which are zero: row r has `columns[i]`, `values[i]` for i from `starts[r]` to the next. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  starts: Int32Array;
  indices: Int32Array;
  values: Float32Array;
}

/** Directions looked at beyond those asked for, and how often the sharper ones are brought out. */
const beyond = 10;
const rounds = 2;

/**
 * The first right singular vectors, as columns, by random projection (Halko, Martinsson and Tropp 2011). Fewer than
 * asked for when the matrix has no more. The same matrix and seed give the same directions.
 */
export function rightSingularVectors(matrix: SparseMatrix, wanted: number, seed: number): Matrix {
  const width = Math.min(wanted + beyond, matrix.rows, matrix.columns);
  const guess = zeros(matrix.columns, width);
  const draw = gaussian(seed);
  for (let i = 0; i < guess.values.length; i++) guess.values[i] = draw();
  let range = times(matrix, guess);
  let across = guess;
  for (let round = 0; round <= rounds; round++) {
    orthonormalise(range);
    across = timesTransposed(matrix, range);
    if (round < rounds) range = times(matrix, across);
  }
  const { values, vectors } = symmetricEigen(gram(across), width);
  const least = 1e-8 * (values[0] ?? 0);
  const found = Math.min(wanted, values.filter((value) => value > least).length);
  const directions = zeros(matrix.columns, found);
  for (let row = 0; row < matrix.columns; row++) {
    for (let i = 0; i < width; i++) {
      const x = across.values[row * width + i]!;
      if (x === 0) continue;
      for (let j = 0; j < found; j++) directions.values[row * found + j]! += x * vectors[i * width + j]!;
    }
    for (let j = 0; j < found; j++) directions.values[row * found + j]! /= Math.sqrt(values[j]!);
  }
  return directions;
}

function times({ rows, starts, indices, values }: SparseMatrix, by: Matrix): Matrix {
  const product = zeros(rows, by.columns);
  for (let row = 0; row < rows; row++) {
    const to = row * by.columns;
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      addScaled(product.values, to, by.values, indices[at]! * by.columns, values[at]!, by.columns);
  }
  return product;
}

function timesTransposed({ rows, columns, starts, indices, values }: SparseMatrix, by: Matrix): Matrix {
  const product = zeros(columns, by.columns);
  for (let row = 0; row < rows; row++) {
    const from = row * by.columns;
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      addScaled(product.values, indices[at]! * by.columns, by.values, from, values[at]!, by.columns);
  }
  return product;
}

function addScaled(
  target: Float32Array,
  to: number,
  source: Float32Array,
  from: number,
  by: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[to + i]! += by * source[from + i]!;
}

/** Normal draws from a 32-bit generator (mulberry32), two at a time by Box and Muller. */
function gaussian(seed: number): () => number {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const drawn = spare;
      spare = undefined;
      return drawn;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
