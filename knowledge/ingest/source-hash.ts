import { createHash } from 'node:crypto';
import { canonicalJson, sha256Hex } from '../../db/canonical.ts';

/** Of the rules that read documents: a greater one reads everything again when it is next added. */
const readingRules = 1;

/** What a source was read from: when it is the same again, so is what would be read. */
export function sourceHash(
  bytes: string,
  side: string | undefined,
  defaults: Readonly<Record<string, unknown>>,
): string {
  return sha256Hex(canonicalJson([readingRules, bytes, side ?? '', defaults]));
}

export function bytesHash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
