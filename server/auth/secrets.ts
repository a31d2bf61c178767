import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '../../db/canonical.ts';

/** 256 random bits as URL-safe text. The store keeps only `hashSecret` of it. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** SHA-256, hex. Enough for secrets of full entropy; passwords, which we do not have, would need more. */
export function hashSecret(secret: string): string {
  return sha256Hex(secret);
}

/** Compares in a time that does not tell where the difference is. Nothing equals an empty secret. */
export function sameSecret(given: string, expected: string): boolean {
  return (
    expected !== '' && timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(expected)))
  );
}
