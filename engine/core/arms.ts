import type { Share } from '../program/compile/compile.ts';
import { own } from './records.ts';
import type { LeadId, LeadState } from './types.ts';

/** The arm that the lead once had of a split or an experiment, by its key. */
export function armOf({ variants }: Pick<LeadState, 'variants'>, key: string): string | undefined {
  return variants && own(variants, key);
}

/** The arm that falls to a lead that has none. */
export function drawArm<A extends Share>(key: string, arms: readonly A[], lead: LeadId): A {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  // The share of [0, total) that the hash falls in; exact, as the product stays below 2^53.
  let left = Math.floor((hash32(`${key} ${lead}`) * total) / 0x1_0000_0000);
  let last: A | undefined;
  for (const arm of arms) {
    last = arm;
    left -= arm.weight;
    if (left < 0) break;
  }
  if (last === undefined) throw new TypeError(`split ${key} has no arms`);
  return last;
}

/** MurmurHash3 with 32 bits over UTF-16 units. Never change it: leads would be shared out anew. */
export function hash32(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    hash ^= Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
