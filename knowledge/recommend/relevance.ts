import type { ShelfItem } from './shelf.ts';

/** How much of each topic somebody has read: topic to weight. */
export type Interests = ReadonlyMap<string, number>;

/** What was read, by item, in topics. */
export function interestsOf(shelf: readonly ShelfItem[], read: ReadonlyMap<string, number>): Interests {
  const interests = new Map<string, number>();
  for (const { id, topics } of shelf) {
    const times = read.get(id) ?? 0;
    if (times === 0) continue;
    for (const topic of topics) interests.set(topic, (interests.get(topic) ?? 0) + times);
  }
  return interests;
}

/** Cosine of an item's topics and what was read, 0-1. */
export function interestIn(item: Pick<ShelfItem, 'topics'>, interests: Interests): number {
  const length = Math.hypot(...interests.values());
  if (length === 0 || item.topics.length === 0) return 0;
  const common = item.topics.reduce((total, topic) => total + (interests.get(topic) ?? 0), 0);
  return common / (length * Math.sqrt(item.topics.length));
}

/** The topics of an item that were read before, most read first. */
export function sharedTopics(item: Pick<ShelfItem, 'topics'>, interests: Interests): string[] {
  return item.topics
    .filter((topic) => interests.has(topic))
    .sort((a, b) => (interests.get(b) ?? 0) - (interests.get(a) ?? 0) || (a < b ? -1 : 1));
}
