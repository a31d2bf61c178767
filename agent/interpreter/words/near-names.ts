import { editDistance } from '../../../tools/support/nearest.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Plan } from '../requests.ts';
import { countryName } from '../slots/field-words.ts';
import { oncePerVocabulary } from './once.ts';

const shortest = 4;
/** Where more was not understood, one word is not what is wrong. */
const mostUnread = 3;

const names = oncePerVocabulary((vocabulary: LiveVocabulary) => [
  ...new Set([
    ...vocabulary.fields.flatMap(({ name, type, values }) =>
      type === 'text' && name !== 'time_zone'
        ? values.map((value) => (name === 'country' ? countryName(value) : value.replaceAll('-', ' ')))
        : [],
    ),
    ...vocabulary.topics.map((topic) => topic.replaceAll('-', ' ')),
    ...vocabulary.kinds.map((kind) => kind.replaceAll('-', ' ')),
    ...vocabulary.tracks.map(({ title }) => title),
    ...vocabulary.segments.map(({ title }) => title),
  ]),
]);

/** A reading that left a word unread, with what the word may be a slip of: “Did you mean …?”, which “yes” answers. */
export function withNearNames(plan: Plan, vocabulary: LiveVocabulary): Plan {
  if (plan.asks !== undefined || (plan.unread ?? []).length > mostUnread) return plan;
  for (const word of plan.unread ?? []) {
    const choices = nearTo(word.toLowerCase(), names(vocabulary));
    if (choices.length === 0) continue;
    const question = `Did you mean ${choices.join(' or ')} by “${word}”?`;
    const asks = { choices, instead: word };
    return 'calls' in plan
      ? { ...plan, notes: [...(plan.notes ?? []), question], asks }
      : { ...plan, say: `${plan.say} ${question}`, asks };
  }
  return plan;
}

/** At most three, nearest first: begun alike, or a third of the letters wrong. */
function nearTo(word: string, known: readonly string[]): string[] {
  if (word.length < shortest || !/^\p{L}+$/u.test(word)) return [];
  return known
    .map((name) => ({ name, distance: distance(word, name.toLowerCase()) }))
    .filter((near) => near.distance > 0 && near.distance <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

function distance(word: string, name: string): number {
  if (name.startsWith(word)) return 1;
  // `risky` is a word of its own, not a slip of `risk`.
  if (word === name) return 0;
  if (word.startsWith(name)) return Number.POSITIVE_INFINITY;
  return word[0] === name[0] ? editDistance(word, name) : Number.POSITIVE_INFINITY;
}
