import type { LiveVocabulary } from '../vocabulary.ts';
import type { Exchange, Plan, World } from './requests.ts';

/** What was read where, by the exchanges before it; a vocabulary is made for one message. */
const readings = new WeakMap<LiveVocabulary, Map<string, Map<string, Plan | undefined>>>();

/** Histories that are told apart; a vocabulary that is used for longer begins anew beyond. */
const mostHistories = 50;

/** Readings of texts in this world, to be filled by who reads: a reading follows from its text and its world alone. */
export function readingsIn({ vocabulary, history }: World): Map<string, Plan | undefined> {
  const known = readings.get(vocabulary);
  const all = known && known.size < mostHistories ? known : new Map<string, Map<string, Plan | undefined>>();
  if (all !== known) readings.set(vocabulary, all);
  const past = history.map(idOf).join(' ');
  const here = all.get(past) ?? new Map<string, Plan | undefined>();
  all.set(past, here);
  return here;
}

const ids = new WeakMap<Exchange, number>();
let last = 0;

/** By identity: an exchange is not changed after it was made. */
function idOf(exchange: Exchange): number {
  const known = ids.get(exchange);
  if (known !== undefined) return known;
  last += 1;
  ids.set(exchange, last);
  return last;
}
