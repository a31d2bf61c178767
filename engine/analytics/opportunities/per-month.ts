import type { OpportunityData } from './data.ts';

/** How many a month (30 days) there are of all leads, when so many were seen among those looked at. */
export function perMonth(seen: number, { days, share }: Pick<OpportunityData, 'days' | 'share'>): number {
  return (seen / share / days) * 30;
}
