import { canonicalJson, sha256Hex } from '../../db/canonical.ts';
import type { Program } from './schema.ts';

/** SHA-256 of the program's canonical JSON, hex: the same program has the same hash however its keys are ordered. */
export function programHash(program: Program): string {
  return sha256Hex(canonicalJson(program));
}
