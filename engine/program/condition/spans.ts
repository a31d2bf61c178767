/** Milliseconds of the longest bucket, a day. */
const LONGEST = 86_400_000;

/** A bucket's span, with one more instant in it: both ends as milliseconds into the bucket, in one whole number. */
export function spanWith(span: number | undefined, offset: number): number {
  if (span === undefined) return offset * LONGEST + offset;
  const { first, last } = spanOf(span);
  return Math.min(first, offset) * LONGEST + Math.max(last, offset);
}

/** Of the instants in a bucket the first and the last, as milliseconds into it. */
export function spanOf(span: number): { first: number; last: number } {
  // The remainder is exact where a quotient would be rounded: a span takes up 53 bits.
  const last = span % LONGEST;
  return { first: (span - last) / LONGEST, last };
}
