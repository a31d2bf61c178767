import { hash } from 'node:crypto';
import { toUnit } from '../unit.ts';

/**
 * Latent semantic analysis: the directions in which the words of a collection vary together. A text is a sparse vector
 * of word weights (ltc: one plus the logarithm of the count, times the inverse document frequency, of length one); its
 * place is where that vector falls on the directions. Texts that share no word meet when their words keep company.
 */
export interface LsaModel {
  dimensions: number;
  /** Hashed terms in rising order. */
  terms: Int32Array;
  idf: Float32Array;
  /** A row of `dimensions` numbers for each term. */
  basis: Float16Array;
  /** Row of each term. */
  rows: ReadonlyMap<number, number>;
}

export function createModel(parts: Omit<LsaModel, 'rows'>): LsaModel {
  return { ...parts, rows: new Map(parts.terms.entries().map(([row, term]) => [term, row])) };
}

/** Where a text with these term counts falls, of length one. Undefined when the model knows none of its terms. */
export function foldIn(model: LsaModel, counts: ReadonlyMap<number, number>): Float32Array | undefined {
  const place = new Float32Array(model.dimensions);
  for (const [row, weight] of ltcWeights(model, counts)) {
    const from = row * model.dimensions;
    for (let i = 0; i < place.length; i++) place[i]! += weight * model.basis[from + i]!;
  }
  return toUnit(place);
}

/** Weight by row of the basis; the terms that the model does not know are left out. */
export function* ltcWeights(
  { rows, idf }: Pick<LsaModel, 'rows' | 'idf'>,
  counts: ReadonlyMap<number, number>,
): Generator<[row: number, weight: number]> {
  const known: [number, number][] = [];
  let squares = 0;
  for (const [term, count] of counts) {
    const row = rows.get(term);
    if (row === undefined) continue;
    const weight = (1 + Math.log(count)) * (idf[row] as number);
    squares += weight * weight;
    known.push([row, weight]);
  }
  const length = Math.sqrt(squares);
  if (length > 0) for (const [row, weight] of known) yield [row, weight / length];
}

const header = 2;

/** As bytes: two 32-bit counts, then terms, IDF and basis, little-endian as every machine we run on. */
export function encodeModel({ dimensions, terms, idf, basis }: LsaModel): Uint8Array {
  const parts = [Int32Array.of(dimensions, terms.length), terms, idf, basis];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

export function decodeModel(bytes: Uint8Array): LsaModel {
  // Copied: what a driver gives need not lie where numbers may be read.
  const { buffer } = new Uint8Array(bytes);
  const [dimensions, count] = new Int32Array(buffer, 0, header) as unknown as [number, number];
  const terms = new Int32Array(buffer, 4 * header, count);
  const idf = new Float32Array(buffer, 4 * (header + count), count);
  const basis = new Float16Array(buffer, 4 * (header + 2 * count), dimensions * count);
  return createModel({ dimensions, terms, idf, basis });
}

/** The name under which vectors of this model are kept: another training is another model. */
export function modelName(encoded: Uint8Array, dimensions: number): string {
  return `lsa-${dimensions}:${hash('sha256', encoded).slice(0, 12)}`;
}
