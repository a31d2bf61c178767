import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Plan } from '../requests.ts';
import { takeEvents } from '../slots/events.ts';
import { resolveName } from '../slots/names.ts';
import { type Mood, moodOf } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { ruleOfWords } from './points/subject.ts';

export const wishVerbs =
  'double|halve|triple|give|award|add|assign|grant|set|raise|increase|bump|lower|reduce|decrease|change|make|deduct|subtract|take away|take off|put|score|count|move|remove|delete|drop|stop (?:giving|awarding|scoring)|no longer (?:give|award|score)';
/** Rules said as they shall be: `a demo request should be worth 40 points`, `+15 for a webinar`. */
const declared =
  /^[+-] ?\d+|\bshould (?:be worth|get|earn|receive|count|score|give|be) .*\d|\b(?:is|are) worth (?:[+-] ?)?\d|\b(?:leads?|they) (?:gets?|earns?|receives?) (?:[+-] ?)?\d/;
const unsure =
  /\b(?:maybe|perhaps|thinks?|thought|wonder(?:ing)?|believe|guess|suppose|sa(?:id|ys?)|asked|used to|already|yesterday|ago|last|was|were|had|did)\b/;
const aboutScoring =
  /\b(?:what|how much)\b.*\bworth\b|\b(?:giv(?:e|es|en|ing)|gave|award\w*|add(?:s|ed)?|assign\w*|grant\w*|sets?|rais\w*|increas\w*|lower\w*|reduc\w*|chang\w*|deduct\w*|subtract\w*|remov\w*|worth|gets?|scores?|scored|count|is|at)\b.*\b(?:points?|threshold|rules?|scor(?:e|ing))\b|\b(?:points?|threshold|rules?|scor(?:e|ing))\b.*\b(?:giv(?:e|es|en|ing)|gave|award\w*|worth|set|get)\b/;

/** Also with what must hold said first: `when a lead attends a webinar, give 15 points`. */
export function isWish(text: string, raw: string, mood: Mood): boolean {
  if (mood === 'wish') return true;
  if (mood === 'question' || unsure.test(text)) return false;
  const [first = '', ...rest] = text.split(' , ');
  const after = rest.some((clause) => moodOf(clause, raw, wishVerbs) === 'wish');
  const conditional = /^(?:when|whenever|if|every time|each time|once|for|from now on|because|since|to)\b/;
  if (after && conditional.test(first)) return true;
  if (/^(?:for|from now on|whenever|every time)\b.*\b(?:give|award|add) (?:[+-] ?)?\d/.test(text))
    return true;
  return mood === 'statement' && declared.test(text);
}

/** What is in force for what was asked or denied; nothing is proposed. */
export function planQuestion(utterance: Utterance, mood: Mood, vocabulary: LiveVocabulary): Plan | undefined {
  const { text } = utterance;
  const nothing =
    'I have proposed nothing. To change it, say it as a wish, such as “give 25 points for a pricing page visit”.';
  if (mood === 'negation')
    return /^(?:[a-z]+ ){0,4}?(?:not|never|no need|avoid|against|instead of|without)\b/.test(text)
      ? { say: `Understood. ${nothing}` }
      : undefined;
  if (mood === 'statement' && unsure.test(text) && /\b\d+ points?\b/.test(text)) return { say: nothing };
  if (mood !== 'question' || !aboutScoring.test(text)) return undefined;
  if (/\b(?:how many|which|who|list|show|count|are there|have any)\b(?! points?\b)/.test(text))
    return undefined;
  const named = new Set(takeEvents(utterance, vocabulary).map(({ event }) => event));
  const close = ruleOfWords(
    text.replace(
      /\b(?:what|how|is|much|many|points?|does|do|for|get|gets|give|gives|worth|bring|right now)\b/g,
      ' ',
    ),
    vocabulary,
  );
  const rules = close
    ? [close]
    : vocabulary.rules.filter(({ when }) =>
        [...named].some((event) => new RegExp(`\\b${event}\\b`).test(when)),
      );
  const threshold = /\bthreshold\b/.test(text)
    ? resolveName(utterance.rest(scoringWords).join(' '), vocabulary.thresholds)?.best
    : undefined;
  if (rules.length === 0 && named.size === 0 && !threshold) return undefined;
  return {
    calls: [{ name: 'show_program', input: { parts: ['scoring'] } }],
    only: { scoring: [...rules.map(({ id }) => id), ...(threshold ? [threshold.id] : [])] },
    notes: [nothing],
  };
}

/** Words of such requests that need no understanding of their own. */
export const scoringWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'away point points score scores scoring scored award awards assign grant add adds set sets raise increase bump lower reduce decrease change deduct subtract worth rule rules extra more remove delete drop stop giving awarding longer threshold whenever visits each event'.split(
    ' ',
  ),
]);
