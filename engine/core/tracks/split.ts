import type { CompiledSplit } from '../../program/compile/compile.ts';
import type { Draft } from '../draft.ts';
import { own } from '../records.ts';
import type { LeadId } from '../types.ts';

type Arm = CompiledSplit['arms'][number];

/** The lead's arm: the one it once had while there is such an arm, whatever the weights are now; else by its hash. */
export function takeArm({ lead }: Draft, { key, arms, total }: CompiledSplit): Arm {
  const before = lead.variants && own(lead.variants, key);
  const arm = arms.find(({ id }) => id === before) ?? drawArm(key, arms, total, lead.id);
  if (arm.id !== before) lead.variants = { ...lead.variants, [key]: arm.id };
  return arm;
}

function drawArm(key: string, arms: readonly Arm[], total: number, lead: LeadId): Arm {
  // The share of [0, total) that the hash falls in; exact, as the product stays below 2^53.
  let left = Math.floor((hash32(`${key} ${lead}`) * total) / 0x1_0000_0000);
  let last: Arm | undefined;
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
