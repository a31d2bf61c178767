import type { ContentItem } from '../items/item.ts';

/** Whom content is for, as far as it is known. An empty list: it is not said. */
export interface Audience {
  readonly industries: readonly string[];
  readonly companySizes: readonly string[];
  readonly roles: readonly string[];
  readonly regions: readonly string[];
}

export const facets = ['industries', 'companySizes', 'roles', 'regions'] as const;
type Facet = (typeof facets)[number];
type MadeFor = Pick<ContentItem, Facet>;

/**
 * How an item made for somebody meets an audience: it names them, it is for everybody, it serves only a part of them or
 * perhaps not this one (what it names is mixed, or not known), or it is for others.
 */
export type Fit = 'named' | 'everybody' | 'part' | 'others';

/** `mixed`: facets that the audience does not name hold leads of every kind; without it a lead simply has no value. */
export function fitOf(item: MadeFor, audience: Audience, { mixed }: { mixed: boolean }): Fit {
  const named = facets.filter((facet) => item[facet].length > 0);
  const open: Facet[] = [];
  for (const facet of named) {
    if (audience[facet].length === 0) open.push(facet);
    else if (!audience[facet].some((value) => (item[facet] as readonly string[]).includes(value)))
      return 'others';
  }
  // A role that nobody has told may well be the one that an item is for; an industry or region that is not known is not.
  if (!mixed && open.some((facet) => facet !== 'roles')) return 'others';
  if (open.length > 0) return 'part';
  return named.length > 0 ? 'named' : 'everybody';
}

/** The fit as a number, 0-1. For a part of them is better than for everybody when it names what they have in common. */
export function closeness(item: MadeFor, audience: Audience, options: { mixed: boolean }): number {
  const fit = fitOf(item, audience, options);
  if (fit === 'part' && facets.some((facet) => item[facet].length > 0 && audience[facet].length > 0))
    return 0.8;
  return { named: 1, everybody: 0.5, part: 0.35, others: 0 }[fit];
}

/** `healthcare, enterprise`: what an item names. */
export function namesOf(item: MadeFor): string {
  return facets.flatMap((facet) => item[facet] as readonly string[]).join(', ');
}
