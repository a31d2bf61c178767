import { printCondition } from '../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { takeDefinitions } from '../slots/definitions.ts';
import { takeEvents } from '../slots/events.ts';
import { takeFields } from '../slots/fields.ts';
import { takeMemberships } from '../slots/membership.ts';
import { didYouMean, resolveName, tellingWords } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { takePasted } from '../slots/pasted.ts';
import { takeSegmentWords } from '../slots/segment-words.ts';
import { takeWindows } from '../slots/windows.ts';
import { ask, askScoring, notUnderstood } from '../wording/say.ts';
import { moodOf } from '../words/mood.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { arriving } from './points/arriving.ts';
import { titleOf } from './points/rule-title.ts';
import { isWish, planQuestion, scoringWords, wishVerbs } from './scoring-mood.ts';

const verb =
  '(?:double|halve|triple|give|gives|award|add|adds|assign|grant|set|sets|raise|increase|bump|lower|reduce|decrease|change|make|deduct|subtract|take away|take off|put|score|should be worth|is worth|worth|count)';
const wanted = new RegExp(
  `\\b(?:${verb}|remove)\\b.*\\b(?:points?|scor(?:e|es|ing)|threshold)\\b|^\\+ ?\\d+|\\b${verb}\\b.*\\+ ?\\d+|\\b(?:points?|score)\\b.*\\b(?:to|worth) \\d+`,
);
const removal =
  /\b(?:remove|delete|drop|stop (?:giving|awarding|scoring)|no longer (?:give|award|score)|do not (?:give|award))\b.*\b(?:points?|rules?|scoring|scores?)\b|\bstop scoring\b/;
/** Points for something that happens, no more points for it, or a threshold moved. Only a wish writes. */
export const scoring: Intent = (utterance, { vocabulary }) => {
  const { text, raw } = utterance;
  const removes = removal.test(text) && !/\b\d+ points?\b/.test(text);
  const mood = moodOf(text, raw, wishVerbs);
  const moves = movesThreshold(utterance, vocabulary);
  const wants = removes || moves || wanted.test(text);
  if (!wants && mood !== 'question') return undefined;
  if (!isWish(text, raw, mood)) return planQuestion(utterance, mood, vocabulary);
  if (!wants) return undefined;
  if (removes) return planRemoval(utterance, vocabulary);
  if (/\bthreshold\b/.test(text) || moves) return planThreshold(utterance, vocabulary);
  return planRules(utterance, vocabulary);
};

function planRules(utterance: Utterance, vocabulary: LiveVocabulary): Plan {
  const cap = takeCap(utterance);
  const factor = takeFactor(utterance);
  const points = factor === undefined ? takePoints(utterance) : [{ value: 0, relative: true }];
  const windows = takeWindows(utterance, vocabulary.now);
  const written = takePasted(utterance, vocabulary, true);
  if (written && points.length === 1 && !points[0]?.relative) {
    const unread = utterance.rest(new Set([...scoringWords, 'gives', 'gets']));
    if (unread.length > 0) return notUnderstood(unread, 'proposed a scoring change');
    const when = printCondition(written.condition, defaultVocabulary);
    const before = vocabulary.rules.find((one) => one.when === when);
    const value = (points[0] as { value: number }).value;
    const rule = {
      when,
      ...(before ? { id: before.id } : { title: when.slice(0, 100) }),
      points: value,
      ...(cap && { cap: { points: cap.points ?? Math.abs(value), per: cap.per } }),
    };
    return {
      calls: [{ name: 'propose_change', input: { scoring: { put_rules: [rule] } } }],
      unread: [],
    };
  }
  const defined = takeDefinitions(utterance, vocabulary);
  const memberships = takeMemberships(utterance, vocabulary);
  const events = takeEvents(utterance, vocabulary);
  const segments = takeSegmentWords(utterance, vocabulary, 'head');
  const fields = takeFields(utterance, vocabulary);
  const denied = events.some(({ is, count }) => is === '=' && count === 0) ? ['not'] : [];
  const leftover = [...utterance.rest(scoringWords), ...denied];
  if (memberships.unknown.length > 0) return { say: memberships.unknown.join('\n') };
  if (leftover.length > 0) return notUnderstood(leftover, 'proposed a scoring change');
  const missing = [
    ...(points.length === 0 ? ['how many points'] : []),
    ...(events.length === 0
      ? ['what they are for, such as a pricing page visit, a download or an email click']
      : []),
    ...(points.length > 1 && points.length !== events.length
      ? ['which points belong to what; one at a time is surest']
      : []),
  ];
  if (missing.length > 0) return ask(askScoring, missing, points.length === 0 ? { unit: 'points' } : {});
  const days = windows[0] && Math.max(1, Math.round((windows[0].to - windows[0].from) / 86_400_000));
  const others = [
    ...[...defined.conditions, ...memberships.conditions, ...segments.conditions].map(
      ({ condition }) => condition,
    ),
    ...fields.map(({ condition }) => condition),
  ];
  const rules = events.map((event, index) => {
    const when = printCondition(arriving(event, others, days), defaultVocabulary);
    const said = points[Math.min(index, points.length - 1)] as { value: number; relative: boolean };
    const before = vocabulary.rules.find((rule) => rule.when === when);
    if (factor !== undefined && !before) return undefined;
    return {
      when,
      ...(before ? { id: before.id } : { title: titleOf(event) }),
      points: said.relative && before ? Math.round(before.points * (factor ?? 1)) + said.value : said.value,
      ...(cap && { cap: { points: cap.points ?? Math.abs(said.value), per: cap.per } }),
    };
  });
  if (rules.includes(undefined))
    return ask(askScoring, ['how many points: nothing gives points for that yet']);
  return {
    calls: [{ name: 'propose_change', input: { scoring: { put_rules: rules } } }],
    notes: [...defined.notes, ...segments.notes],
    unread: [],
  };
}

/** Points as a multiple of those that are given now. */
function takeFactor(utterance: Utterance): number | undefined {
  const word = utterance.take(/\b(double|twice|halve|half|triple)\b/)?.[1];
  return word === undefined ? undefined : /^d|^tw/.test(word) ? 2 : /^h/.test(word) ? 0.5 : 3;
}

function takePoints(utterance: Utterance): { value: number; relative: boolean }[] {
  const lowering = utterance.has(/\b(?:deduct|subtract|take away|take off|remove|minus|lose|loses)\b/);
  const relativeVerb = utterance.has(/\b(?:raise|increase|bump|lower|reduce|decrease)\b/);
  const down = utterance.has(/\b(?:lower|reduce|decrease)\b/);
  const pattern = new RegExp(
    `\\b(?<by>by|to|at|from \\d+ to) (?<sign1>[+-] ?)?(?<n1>${numberSource})(?: points?)?\\b|(?<sign>[+-] ?)?\\b(?<n>\\d+|${numberSource})(?: extra| more)? points?\\b|(?<sign2>[+-]) ?(?<n2>\\d+)\\b|\\b(?:give|award|assign|grant|worth|score|deduct|subtract) (?<n3>\\d+)\\b|\\b(?<n4>\\d+) (?=for\\b)`,
  );
  return utterance.takeAll(pattern).map(({ groups = {} }) => {
    const n = numberOf((groups.n ?? groups.n1 ?? groups.n2 ?? groups.n3 ?? groups.n4) as string);
    const minus = lowering || /-/.test(groups.sign ?? groups.sign1 ?? groups.sign2 ?? '');
    const relative = groups.by === 'by' && relativeVerb;
    return { value: minus || (relative && down) ? -n : n, relative };
  });
}

function takeCap(
  utterance: Utterance,
): { points?: number; per: 'day' | 'week' | 'month' | 'ever' } | undefined {
  const once = utterance.take(
    /\b(?:but |and )?(?:only |at most |max(?:imum)? )?once (?:a|per|every|each) (?<per>day|week|month|lead)\b(?: at (?:the )?most| max(?:imum)?| only)?|\b(?:but )?only once\b|\bonce ever\b/,
  );
  if (once)
    return {
      per: (once.groups?.per === 'lead' ? 'ever' : (once.groups?.per ?? 'ever')) as
        | 'day'
        | 'week'
        | 'month'
        | 'ever',
    };
  const cap = utterance.take(
    new RegExp(
      `\\b(?:max(?:imum)?(?: of)?|at most|up to|capped at|cap(?:ped)?(?: it)?(?: of| at)?|no more than|limit(?:ed)?(?: to)?) (?<n>${numberSource})(?: points?)? (?:a|per|every|each|in total|ever) ?(?<per>day|week|month|lead)?`,
    ),
  );
  if (!cap) return undefined;
  const per = cap.groups?.per;
  return {
    points: numberOf(cap.groups?.n as string),
    per: per === 'day' || per === 'week' || per === 'month' ? per : 'ever',
  };
}

function planRemoval(utterance: Utterance, vocabulary: LiveVocabulary): Plan {
  const events = takeEvents(utterance, vocabulary);
  const byEvent = events.flatMap((event) => {
    const when = printCondition(arriving(event, [], undefined), defaultVocabulary);
    return vocabulary.rules.filter((rule) => rule.when === when);
  });
  const rest = utterance.rest(scoringWords).join(' ');
  const byName = byEvent.length === 0 ? resolveName(rest, vocabulary.rules) : undefined;
  const rules = byEvent.length > 0 ? byEvent : byName && byName.others.length === 0 ? [byName.best] : [];
  if (rules.length === 0) {
    return {
      say: `I found no single scoring rule for that, so I have not proposed anything. ${didYouMean(rest, byName ? [byName.best, ...byName.others] : vocabulary.rules)}`,
    };
  }
  const remove_rules = rules.map(({ id }) => id);
  return { calls: [{ name: 'propose_change', input: { scoring: { remove_rules } } }], unread: [] };
}

/** `make sales qualified at 80 points`: the title of a threshold and a score, and nothing that happens. */
function movesThreshold(utterance: Utterance, vocabulary: LiveVocabulary): boolean {
  return (
    utterance.has(
      new RegExp(
        `\\b(?:make|set|move|raise|lower|increase|reduce|decrease|change|bump|put|drop|should|shall|must)\\b.* (?:${numberSource})\\b`,
      ),
    ) &&
    !utterance.has(
      /\b(?:segments?|tracks?|triggers?|e?mails?|goal|entry|days?|weeks?|months?|notify|task|tell|alert|list|show|test)\b|%/,
    ) &&
    vocabulary.thresholds.some(({ title }) => utterance.text.includes(createUtterance(title).text)) &&
    takeEvents(utterance.fresh(), vocabulary).length === 0
  );
}

function planThreshold(utterance: Utterance, vocabulary: LiveVocabulary): Plan {
  const steps = new RegExp(`\\b(?<n>${numberSource}) (?:points? )?(?<way>higher|lower|more|less)\\b`);
  const step = utterance.take(steps)?.groups;
  const by = step && numberOf(step.n as string) * (/higher|more/.test(step.way as string) ? 1 : -1);
  const points = by === undefined ? takePoints(utterance)[0] : { value: by, relative: true };
  const bare = points ? undefined : utterance.take(new RegExp(`\\b(${numberSource})(?= |$)`))?.[1];
  const value = points?.value ?? (bare === undefined ? undefined : numberOf(bare));
  utterance.takeAll(
    /\b(?:bar|line|bump|starts?|begins?|count|kick in|fires?|higher|lower|instead|considered|treated)\b/,
  );
  const said = utterance.rest(scoringWords).join(' ');
  const found = resolveName(said, vocabulary.thresholds);
  if (!found)
    return {
      say: `Which threshold do you mean? ${didYouMean(said, vocabulary.thresholds)}`,
      asks: { choices: vocabulary.thresholds.map(({ title }) => title) },
    };
  const known = new Set(tellingWords(`${found.best.title} ${found.best.id}`));
  const leftover = tellingWords(said).filter((word) => !known.has(word));
  if (leftover.length > 0) return notUnderstood(leftover, 'proposed a scoring change');
  if (value === undefined)
    return ask(askScoring, [`the score at which “${found.best.title}” shall fire (now ${found.best.at})`]);
  const { id, title, at, actions } = found.best;
  const threshold = { id, title, at: points?.relative ? at + value : value, actions };
  return {
    calls: [{ name: 'propose_change', input: { scoring: { put_thresholds: [threshold] } } }],
    unread: [],
  };
}
