import { termsOf } from '../lexical/terms.ts';
import type { ShelfItem } from './shelf.ts';

/** How much being good counts against being unlike what was chosen before. */
const towardsGood = 0.7;
/** Beyond so many nothing is good enough to come in for being different. */
const pool = 60;

/** Maximal marginal relevance: the best first, then whatever is good and unlike those before it. Ties go by id. */
export function diversify<T extends { item: ShelfItem; score: number }>(
  candidates: readonly T[],
  count: number,
): T[] {
  const left = [...candidates]
    .sort((a, b) => b.score - a.score || (a.item.id < b.item.id ? -1 : 1))
    .slice(0, Math.max(pool, count))
    .map((candidate) => ({ candidate, traits: traitsOf(candidate.item), nearest: 0 }));
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    const worth = ({ candidate, nearest }: (typeof left)[number]) =>
      towardsGood * candidate.score - (1 - towardsGood) * nearest;
    for (const [index, one] of left.entries())
      if (worth(one) > worth(left[best] as (typeof left)[number]) + 1e-12) best = index;
    const [taken] = left.splice(best, 1);
    if (!taken) break;
    chosen.push(taken.candidate);
    for (const one of left) one.nearest = Math.max(one.nearest, likeness(one.traits, taken.traits));
  }
  return chosen;
}

interface Traits {
  kind: string;
  topics: ReadonlySet<string>;
  terms: ReadonlySet<string>;
}

function traitsOf(item: ShelfItem): Traits {
  return {
    kind: item.kind,
    topics: new Set(item.topics),
    terms: new Set(termsOf(`${item.title} ${item.summary} ${item.excerpt}`)),
  };
}

/** 0-1: the same kind, the topics and the words in common. */
function likeness(a: Traits, b: Traits): number {
  return (a.kind === b.kind ? 0.4 : 0) + 0.3 * overlap(a.topics, b.topics) + 0.3 * overlap(a.terms, b.terms);
}

/** Jaccard. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = a.intersection(b).size;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
