import { createHash } from 'node:crypto';

/**
 * Ids for the changes that a turn files, in their order: the same each time that the turn is run, so that what it filed
 * before it died is found and not filed again. A model may word a change differently the second time; what stands is what
 * was filed first.
 */
export function filingIds(turn: string, personId: string): () => string {
  let filed = 0;
  return () => uuidOf(`${personId} ${turn} ${++filed}`);
}

/** A UUID of version 8: 122 bits of a hash. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
