import type { Exchange } from '../requests.ts';
import { lastLead } from '../turns/remembered.ts';

const word = "\\p{L}[\\p{L}'’.-]*";
/** An address, an id, or up to four words of a name; regex source, read from what was written and not from what it was normalised to. */
export const leadSource = `[^\\s<>"“”,;:()]+@[^\\s<>"“”,;:()?!]+\\.\\p{L}{2,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|${word}(?: ${word}){0,3}?`;

const pointed =
  /^(?:this|that|the same|the) (?:lead|contact|person|one)$|^(?:he|she|it|they|him|her|them|this|that)$/i;
const many =
  /\b(?:leads|contacts|prospects|people|customers|everyone|everybody|anyone|somebody|someone|we|us|i|you|me|all|who|tracks?|segments?|change|emails?|campaigns?|points?|rules?|visits?|visitors?|marketers?|teams?|sales)\b|^(?:an?|the|our|my|each|every|any|most|some)\b/i;

/** What was said for a lead: something to look up, the one last spoken of, or several, whom nobody can look up. */
export type SaidLead = { lead: string } | { missing: 'pointed' | 'many' };

export function readLead(said: string, history: readonly Exchange[]): SaidLead {
  const name = said
    .trim()
    .replace(/[.’']+$/, '')
    .replace(/['’]s$/, '');
  if (pointed.test(name)) {
    const last = lastLead(history);
    return last === undefined ? { missing: 'pointed' } : { lead: last };
  }
  if (!name.includes('@') && many.test(name)) return { missing: 'many' };
  return { lead: name };
}
