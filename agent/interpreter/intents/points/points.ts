import { printCondition } from '../../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Exchange, Intent, Plan } from '../../requests.ts';
import { numberSource } from '../../slots/numbers.ts';
import { takePasted } from '../../slots/pasted.ts';
import { ask, askScoring } from '../../wording/say.ts';
import { removingSource } from '../../words/removing.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { valued } from '../../words/valued.ts';
import { grumble, isWished } from '../../words/wished.ts';
import { type Amount, type Cap, takeAmounts, takeCap } from './amounts.ts';
import { pointVerbs, pointWords } from './point-words.ts';
import { removeRules } from './removal.ts';
import { titleOf } from './rule-title.ts';
import { type Subject, type Subjects, takeNamedRule, takeSubjects, writtenRule } from './subject.ts';

const aboutPoints =
  /\b(?:points?|pts|scor(?:e|es|ed|ing)|worth|credit(?:s|ed)?|reward(?:s|ed)?|deserv(?:es?|ed)|counts?(?: for)?|rules?|penali[sz]\w*|dock(?:s|ed)?)\b|^[+-] ?\d|\b(?:earns?|gives?|brings?|costs?|loses?|gets?(?! rid))\b.*\b\d+\b/;
/** What has numbers of its own. */
const elsewhere =
  /\b(?:threshold|fit|decays?|fade|%|percent|segments? (?:called|named|quote\d+)|tracks?|triggers?|e ?mails? (?:a|per|each) (?:day|week|month)|quiet|notify|alert|ping|tasks?|enrol\w*|experiment|hold ?out|wait|goal|entry|priority|decision|with a score|scores? (?:of|above|over|below|under|at least|>|<)|reach(?:es)?|hits?|or more|and more)\b/;
const pointing = /\b(?:it|that|this|them|that one|this one)\b/;

/**
 * Points for what happens, however it is said: verbs, points, what they are for and how often stand in any order. Only
 * where all of it was read; undefined for whatever else.
 */
export const changePoints: Intent = (utterance, { vocabulary, history }) => {
  const { text, raw } = utterance;
  if (!isWished(text.replace(valued, ' '), raw)) return undefined;
  const last = history.findLast(({ calls }) => calls.length > 0);
  const going = ofScoring(last);
  utterance.takeAll(grumble);
  utterance.takeAll(valued);
  const rated = text.replace(valued, ' ');
  if (!aboutPoints.test(text) && rated === text && !going && writtenRule(raw, vocabulary) === undefined)
    return undefined;
  if (ending.test(text) && !kept.test(text) && !/\b\d+ ?(?:points?|pts)\b/.test(text) && !counted.test(text))
    return removeRules(utterance, vocabulary);
  const rule = takeNamedRule(utterance, vocabulary);
  if (elsewhere.test(utterance.free().join(' '))) return undefined;
  const written = rule ? undefined : takePasted(utterance, vocabulary, true);
  const cap = takeCap(utterance);
  const named = { rule, written: written && printCondition(written.condition, defaultVocabulary) };
  const amounts = takeAmounts(utterance, true);
  utterance.takeAll(pointVerbs);
  const subjects = subjectsOf(utterance, named, vocabulary) ?? pointedAt(utterance, last, vocabulary);
  if (subjects.left.length > 0 || subjects.of.length === 0) return undefined;
  if (amounts.length === 0 && (cap === undefined || !subjects.of.every((one) => one.rule)))
    return wishesPoints.test(text) ? askHowMany(subjects) : undefined;
  return rulesOf(subjects, amounts, cap);
};

const ending = new RegExp(
  `\\b${removingSource}\\b|\\b(?:do|does|shall|should|must) not (?:give|score|count|earn|get|award|be)\\b.*\\bany(?: longer| ?more)\\b`,
);

/** A number that is no part of a name: `drop replies to 10`. */
const counted = new RegExp(
  `\\b(?:to|by|from|at|of|worth|instead of|not) (?:${numberSource})(?= |$)(?! (?:e ?mails?|opens?|clicks?|downloads?))`,
);

const kept = new RegExp(`\\b(?:not|never) (?:\\w+ )?(?!any ?more|any longer)${removingSource}`);

const wishesPoints =
  /\b(?:score|reward|credit|points? for|count for|be worth|count more|worth more|more points|fewer points|less points|worth less|raise|lower|increase|reduce|bump|boost|lift|cut)\b/;

function subjectsOf(
  utterance: Utterance,
  { rule, written }: { rule: Subject['rule']; written: string | undefined },
  vocabulary: LiveVocabulary,
): Subjects | undefined {
  if (rule === undefined && written === undefined) {
    const found = takeSubjects(utterance, vocabulary);
    return found.of.length === 0 && found.left.length === 0 ? undefined : found;
  }
  const before = rule ?? vocabulary.rules.find(({ when }) => when === written);
  return {
    of: [{ ...(before && { rule: before }), when: rule?.when ?? (written as string) }],
    notes: [],
    left: utterance.rest(pointWords),
  };
}

/** `set it to 25`: what was asked about, or proposed, just before. */
function pointedAt(utterance: Utterance, last: Exchange | undefined, vocabulary: LiveVocabulary): Subjects {
  const none = { of: [], notes: [], left: [] };
  if (last === undefined || !pointing.test(utterance.text) || !ofScoring(last)) return none;
  const before = createUtterance(last.asked);
  const rule = takeNamedRule(before, vocabulary);
  if (rule) return { of: [{ rule, when: rule.when }], notes: [], left: [] };
  takeCap(before);
  takeAmounts(before, true);
  before.takeAll(pointVerbs);
  before.takeAll(/\b(?:what|how many|how much|s|right now|does|do|at the moment)\b/);
  return takeSubjects(before, vocabulary);
}

function ofScoring(last: Exchange | undefined): boolean {
  const call = last?.calls.at(-1);
  const input = Object(call?.input) as { scoring?: object; parts?: readonly string[] };
  return input.scoring !== undefined || input.parts?.includes('scoring') === true;
}

function askHowMany({ of }: Subjects): Plan {
  const now = of[0]?.rule ? ` (now ${of[0].rule.points})` : '';
  return ask(askScoring, [`how many points${now}`], { unit: 'points' });
}

function rulesOf(
  { of, notes }: Subjects,
  amounts: readonly Amount[],
  cap: Cap | undefined,
): Plan | undefined {
  if (amounts.length > 1 && amounts.length !== of.length) return undefined;
  if (
    of.length > 1 &&
    amounts.length === 1 &&
    of.every(({ rule }) => rule) &&
    new Set(of.map(({ rule }) => rule?.id)).size < of.length
  )
    return undefined;
  const rules = of.map((subject, place) => {
    const amount = amounts[Math.min(place, amounts.length - 1)];
    const points = pointsOf(amount, subject);
    if (points === undefined) return undefined;
    const { rule, when, event } = subject;
    return {
      when,
      ...(rule ? { id: rule.id } : { title: event ? titleOf(event) : (when as string).slice(0, 100) }),
      points,
      ...(cap && { cap: { points: cap.points ?? Math.abs(points), per: cap.per } }),
    };
  });
  if (rules.includes(undefined))
    return ask(askScoring, ['how many points: nothing gives points for that yet'], { unit: 'points' });
  return {
    calls: [{ name: 'propose_change', input: { scoring: { put_rules: rules } } }],
    notes: [...notes],
    unread: [],
  };
}

function pointsOf(amount: Amount | undefined, { rule }: Subject): number | undefined {
  if (amount === undefined) return rule?.points;
  if (amount.kind === 'set') return amount.value;
  if (rule === undefined) return undefined;
  return amount.kind === 'by' ? rule.points + amount.value : Math.round(rule.points * amount.value);
}
