import type { Exchange } from '../requests.ts';
import { lastChange } from '../turns/remembered.ts';

const pointed =
  /\b(?:the|this|that|my|our) (?:change|proposal)\b|\bproposed\b|\bif (?:it|this|that) (?:is|were|was|gets) (?:approved|applied|in force|live)\b|\bwith (?:it|this|that) in force\b/;

/** Id of a change, as people write its first characters. */
export function changeIdIn(raw: string): string | undefined {
  return /\b(?=[0-9a-f-]*\d)[0-9a-f]{4,8}(?:-[0-9a-f-]{4,27})?\b/i.exec(raw)?.[0].toLowerCase();
}

/** `change 3f2a91bc`: taken out before words are read, whose normalising would part digits from letters. */
export const changeNamed = /\b(?:change|proposal) #?([0-9a-f]{4,8}(?:-[0-9a-f-]{4,27})?)\b/i;

/** The change that a request is about; `missing` when one is pointed at and none was spoken of. */
export function changeMeant(
  text: string,
  raw: string,
  history: readonly Exchange[],
): { id?: string; missing?: true } {
  const named = changeNamed.exec(raw)?.[1];
  if (named) return { id: named.toLowerCase() };
  if (!pointed.test(text)) return {};
  const last = lastChange(history);
  return last ? { id: last.id } : { missing: true };
}
