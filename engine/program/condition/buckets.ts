/**
 * What is kept by bucket, as one flat list: [bucket, value, bucket, value, ...], buckets ascending, each once; [] when
 * there is none. Not an object by bucket number: for numbers this large that is a hash table, and slow to copy and read.
 */
export type Buckets = readonly number[];

/** Where the first bucket that is not before this one stands in the list; its length when there is none. */
export function placeOf(buckets: Buckets, bucket: number): number {
  let low = 0;
  let high = buckets.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buckets[2 * middle] as number) < bucket) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

/** The buckets from this one on, as a list that may be written to. */
export function bucketsSince(buckets: Buckets, oldest: number): number[] {
  const first = buckets[0];
  return buckets.slice(first === undefined || first >= oldest ? 0 : placeOf(buckets, oldest));
}

/** Writes the value of a bucket at its place (see `placeOf`), which is the end in the usual case; undefined takes it out. */
export function setBucket(buckets: number[], place: number, bucket: number, value: number | undefined): void {
  const known = buckets[place] === bucket;
  if (value === undefined) buckets.splice(place, known ? 2 : 0);
  else if (known) buckets[place + 1] = value;
  else if (place === buckets.length) buckets.push(bucket, value);
  else buckets.splice(place, 0, bucket, value);
}
