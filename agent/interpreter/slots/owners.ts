import type { LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import type { Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';

const people =
  'leads?|contacts?|prospects?|accounts?|people|customers?|mqls?|sqls?|opportunit(?:y|ies)|pipeline|book|list';
const owning =
  '(?:(?:are |is )?(?:owned|handled|managed|looked after|worked|covered) by|(?:are |is )?(?:assigned|allocated|given) to|belong(?:s|ing)? to|(?:account )?owner(?:s)?(?: is| =)?|rep(?: is)?|with owner|with)';

/** By whole names and, where only one owner has it, by the first: with words that say who owns. */
const patternsOf = oncePerVocabulary((vocabulary) => {
  const owners = vocabulary.fields.find(({ name }) => name === 'owner')?.values ?? [];
  const first = (owner: string) => literal(owner.split(' ')[0] ?? owner);
  return owners.flatMap((owner) => {
    const alone = owners.filter((other) => first(other) === first(owner)).length === 1;
    const name = alone && first(owner).length >= 3 ? `(?:${literal(owner)}|${first(owner)})` : literal(owner);
    return [
      `(?<not>not )?${owning} ${name}\\b`,
      `(?:do|does|did) ${name} (?:own|have|has|handle|manage|look after|cover|work|got)\\b`,
      `(?:has|have) ${name} got\\b`,
      `${name} (?:owns|has|handles|manages|looks after|covers|is (?:the )?owner)\\b`,
      `(?:of |for |from )?${name}(?= (?:[a-z0-9]+ ){0,2}(?:${people})\\b)`,
    ].map((source) => ({ owner, bare: new RegExp(`\\b${name}\\b`), pattern: new RegExp(`\\b${source}`) }));
  });
});

/** `owned by Priya Raman`, `Priya’s leads`, `how many does Mei own`. */
export function takeOwners(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  return patternsOf(vocabulary).flatMap(({ owner, bare, pattern }) =>
    (utterance.has(bare) ? utterance.takeAll(pattern) : []).map((match): FieldSlot => {
      const negated = match.groups?.not !== undefined;
      return {
        field: 'owner',
        value: owner,
        negated,
        index: match.index,
        condition: { op: 'field', field: 'owner', is: negated ? '!=' : '=', value: owner },
      };
    }),
  );
}

function literal(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
