import type { ContentItem } from './item.ts';

/** Where an item stands in time. */
export type Validity = 'valid' | 'not_yet' | 'expired';

/** Both days count whole, in UTC. */
export function validityOf(
  { validFrom, validTo }: Pick<ContentItem, 'validFrom' | 'validTo'>,
  now: number,
): Validity {
  const today = dayOf(now);
  if (validFrom !== undefined && today < validFrom) return 'not_yet';
  return validTo !== undefined && today > validTo ? 'expired' : 'valid';
}

/** `2026-09-30`, of UTC. */
function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
