import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Plan } from '../../requests.ts';
import { didYouMean } from '../../slots/names.ts';
import { removingWords } from '../../words/removing.ts';
import type { Utterance } from '../../words/utterance.ts';
import { pointVerbs, pointWords } from './point-words.ts';
import { ruleOfWords, takeNamedRule, takeSubjects } from './subject.ts';

type Rule = LiveVocabulary['rules'][number];

const nothing = 'so I have not proposed anything.';
/** What may narrow a removal; beside the title of a rule whatever else is said is the reason for it. */
const narrowing =
  /^(?:if|unless|until|once|after|before|only|except|but|for|from|when|while|instead|tomorrow|next|leads?)$/;

/** The rules that shall give no more points; undefined where it does not say which. */
export function removeRules(utterance: Utterance, vocabulary: LiveVocabulary): Plan | undefined {
  const named = takeNamedRule(utterance, vocabulary);
  utterance.takeAll(removingWords);
  if (named) {
    const left = utterance.rest(pointWords);
    return utterance.free().some((word) => narrowing.test(word)) && left.length > 0
      ? undefined
      : removed([named]);
  }
  utterance.takeAll(pointVerbs);
  utterance.takeAll(/\b(?:any|scor(?:e|es)|listing|list)\b/);
  const said = utterance.free().join(' ');
  const { of, left } = takeSubjects(utterance, vocabulary);
  const rules = of.flatMap(({ rule }) => rule ?? []);
  if (rules.length > 0 && rules.length === of.length) return removed(rules);
  const near = [
    ...new Set([
      ...[ruleOfWords(said, vocabulary) ?? []].flat(),
      ...of.flatMap(({ event }) =>
        vocabulary.rules.filter(({ when }) => event && when.startsWith(event.event)),
      ),
    ]),
  ];
  if (near.length > 0)
    return {
      say: `No rule gives points for just that, ${nothing} Did you mean ${near.map(({ title, when }) => `“${title}” (${when})`).join(' or ')}?`,
      asks: { choices: near.map(({ title }) => title), instead: said },
    };
  const telling = said.split(' ').filter((word) => !pointWords.has(word));
  if (telling.length === 0) return undefined;
  return {
    say: `I found no single scoring rule for “${telling.join(' ')}”, ${nothing} ${didYouMean(telling.join(' '), vocabulary.rules)}`,
    unread: left,
  };
}

function removed(rules: readonly Rule[]): Plan {
  const remove_rules = [...new Set(rules.map(({ id }) => id))];
  return { calls: [{ name: 'propose_change', input: { scoring: { remove_rules } } }], unread: [] };
}
