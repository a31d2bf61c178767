/** A matrix stored row by row. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float32Array;
}

export const zeros = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float32Array(rows * columns),
});

/** Inner products of the columns with each other: a square, row by row. */
export function gram({ rows, columns, values }: Matrix): Float64Array {
  const product = new Float64Array(columns * columns);
  const none = new Float32Array(columns);
  const rowAt = (row: number) => (row < rows ? values.subarray(row * columns, (row + 1) * columns) : none);
  // Four rows for each pass over the product: most of the time goes into reading and writing it.
  for (let row = 0; row < rows; row += 4) {
    const [r0, r1, r2, r3] = [rowAt(row), rowAt(row + 1), rowAt(row + 2), rowAt(row + 3)];
    for (let i = 0; i < columns; i++) {
      const [x0, x1, x2, x3] = [r0[i]!, r1[i]!, r2[i]!, r3[i]!];
      const to = i * columns;
      for (let j = i; j < columns; j++)
        product[to + j]! += x0 * r0[j]! + x1 * r1[j]! + x2 * r2[j]! + x3 * r3[j]!;
    }
  }
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < i; j++) product[i * columns + j] = product[j * columns + i]!;
  return product;
}

/** A column this much smaller than the largest says nothing of its own. */
const leastPivot = 1e-10;

/**
 * Makes the columns orthonormal in place, by the Cholesky factor of their inner products; a column that depends on
 * those before it becomes zero.
 */
export function orthonormalise(matrix: Matrix): void {
  const n = matrix.columns;
  const factor = gram(matrix);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, factor[i * n + i]!);
  const depends = new Uint8Array(n);
  // The upper triangle becomes R of RᵀR; row i of it divides out of all below.
  for (let i = 0; i < n; i++) {
    const pivot = factor[i * n + i]!;
    depends[i] = pivot > leastPivot * largest ? 0 : 1;
    if (depends[i]) {
      factor.fill(0, i * n, (i + 1) * n);
      continue;
    }
    const root = Math.sqrt(pivot);
    for (let j = i; j < n; j++) factor[i * n + j]! /= root;
    for (let below = i + 1; below < n; below++) {
      const by = factor[i * n + below]!;
      if (by !== 0) for (let j = below; j < n; j++) factor[below * n + j]! -= by * factor[i * n + j]!;
    }
  }
  const row = new Float64Array(n);
  for (let r = 0; r < matrix.rows; r++) {
    const values = matrix.values.subarray(r * n, (r + 1) * n);
    row.set(values);
    for (let i = 0; i < n; i++) {
      const x = depends[i] ? 0 : row[i]! / factor[i * n + i]!;
      values[i] = x;
      if (x !== 0) for (let j = i + 1; j < n; j++) row[j]! -= x * factor[i * n + j]!;
    }
  }
}

/**
 * Eigenvalues, greatest first, and eigenvectors (column j belongs to value j) of a symmetric square, by Jacobi's
 * rotations.
 */
export function symmetricEigen(
  square: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(square);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const total = a.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) off += a[i * n + j]! ** 2;
    if (off <= 1e-18 * total) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[from * n + i]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** One rotation that makes (p, q) zero. Eigenvectors are kept as rows of `v`: neighbours in memory. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (Math.abs(apq) < 1e-300) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const aip = a[i * n + p]!;
    const aiq = a[i * n + q]!;
    a[i * n + p] = c * aip - s * aiq;
    a[i * n + q] = s * aip + c * aiq;
  }
  for (let i = 0; i < n; i++) {
    const api = a[p * n + i]!;
    const aqi = a[q * n + i]!;
    a[p * n + i] = c * api - s * aqi;
    a[q * n + i] = s * api + c * aqi;
    const vpi = v[p * n + i]!;
    const vqi = v[q * n + i]!;
    v[p * n + i] = c * vpi - s * vqi;
    v[q * n + i] = s * vpi + c * vqi;
  }
}
