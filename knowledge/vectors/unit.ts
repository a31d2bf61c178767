/** The same direction with length one; undefined when it has none, or is not a finite number throughout. */
export function toUnit(vector: Float32Array): Float32Array | undefined {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  if (!(length > 1e-6) || length === Number.POSITIVE_INFINITY) return undefined;
  return vector.map((x) => x / length);
}

/** pgvector's text of a vector. Half precision has three digits; one more makes sure of the last. */
export function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (x) => Number(x.toPrecision(4))).join(',')}]`;
}
