import type { DemoAccount } from './company.ts';
import { createRandom } from './random.ts';

/** The salespeople of the demo company, by the region whose accounts they look after. Generated. */
const owners: Record<DemoAccount['place']['region'], readonly string[]> = {
  'north-america': ['Dana Whitfield', 'Marcus Oyelaran', 'Priya Raman'],
  europe: ['Ingrid Solberg', 'Tomas Keller'],
  'asia-pacific': ['Mei Tanaka'],
};

/** Who of sales owns the leads of an account. A stream of its own: no other draw of the demo depends on it. */
export function ownerOf(account: DemoAccount): string {
  return createRandom('owner', account.id).pick(owners[account.place.region]);
}
