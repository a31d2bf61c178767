import { sha256Hex } from '../../../db/canonical.ts';
import type { LeadId } from '../../core/types.ts';
import type { IdentityKind } from '../ingest/normalise.ts';

/**
 * The id of the lead first known by this identity: a UUID (version 8) of its SHA-256, the same on every machine.
 * `again`: how many leads of this identity were erased before, as an erased lead's id is never given again.
 */
export function leadIdOf(kind: IdentityKind, value: string, again = 0): LeadId {
  const hex = sha256Hex(`lead:${kind}:${value}${again === 0 ? '' : `\u0000${again}`}`);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
