import { printCondition } from '../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import { nearest } from '../../../tools/support/nearest.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import { type LeadDescription, takeDescription } from '../slots/condition.ts';
import { takeDefinitions, withTermsAsLeads } from '../slots/definitions.ts';
import { fieldNames } from '../slots/field-words.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { takePasted } from '../slots/pasted.ts';
import { filedSegment, lastGroup, lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { leadWords } from '../words/lead-words.ts';
import { ownWords } from '../words/own-words.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { wishesFor } from './edit/frames/mood.ts';

const people =
  '(?:leads?|contacts?|prospects?|people|folks|customers?|mqls?|sqls?|opportunit(?:y|ies)|buyers?(?! roles?)|champions?|subscribers?|companies|accounts|firms|visitors?|users?|attendees|(?:down)?loaders|requesters|registrants|ones|everyone|everybody|anyone|anybody|somebody|someone|nobody)';
const someone = new RegExp(`\\b${people}\\b|\\bwho\\b`);
const share = 'percentage|percent|proportion|share|fraction|part';
const asked = new RegExp(
  `\\bhow many\\b|\\b(?:which|who|what (?:${share})) of (?:them|those|these)\\b|^break .*\\bdown by\\b|\\bhow (?:big|large) (?:is|are)\\b.*\\b(?:segment|database|db|list|audience|base)\\b|\\bsize of\\b.*\\b(?:segment|database|db|list|audience|base)\\b|^(?:count|how many) \\S*\\b.*\\b(?:in last|between|over|above|under|below|[<>=])|\\b(?:number|count|${share}|breakdown|distribution|list|total) of\\b|\\b(?:what|which) (?:${share}|number)\\b|\\b(?:number|count) (?:that|who|which|with|in)\\b|\\b(?:mix|split|spread) of\\b|\\b(?:top|best|hottest|list|show|name|rank)\\b.*\\b(?:them|those|these)\\b|\\b(?:count|which|who|list|show|find|give|get|pull|fetch|name|select|got|any|top|best|hottest|are there|do we have|break|split|rank|sort)\\b.*\\b${people}\\b|\\b(?:who|whose)\\b|^(?:[a-z0-9,+%-]+ )*${people}\\b`,
);
/** `for enterprise leads only`, `just healthcare`: after figures it narrows those. */
const narrowing =
  /^(?:(?:and|or|but|ok|now|please|,) )*(?:for|among|within|only|just|same|with|in|of)\b(?!.*\b(?:how many|which|who|list|show|count|number)\b)/;
/** `a consideration track for …` is something to be made, and nobody is on it. */
const wishesForTrack =
  /^(?!.*\b(?:how many|which|who|list|show|count|on an?|in an?|of an?|not on|without)\b).*\b(?:an?|another|new) (?:[a-z]+ ){0,4}(?:track|sequence|drip)\b/;
const bareCount = /^(?:(?:and|so|,) )*how many(?: ,)*$/;
/** What else may be going on in a conversation would take a description for its own. */
const ofLeads = /^(?:query_leads|analyse_performance)$/;

/** How many leads, which leads, leads by something. */
export const query: Intent = (utterance, { vocabulary, history }) => {
  const text = withTermsAsLeads(utterance.text, vocabulary);
  // Of what was told before, and no question of its own.
  if (bareCount.test(text) && history.length > 0 && history.at(-1)?.calls.at(-1)?.name !== 'query_leads')
    return undefined;
  const slip = misnamedField(utterance.fresh(), vocabulary);
  if (slip) return { say: slip };
  if (narrowing.test(text) && history.at(-1)?.calls.at(-1)?.name === 'analyse_performance') return undefined;
  const pasted = isPasted(utterance.fresh(), vocabulary);
  if (!pasted && !asked.test(text) && !describesLeads(utterance.fresh(), vocabulary, history))
    return undefined;
  if (wishesForTrack.test(text) && wishesFor(text, utterance.raw)) return undefined;
  const defined = takeDefinitions(utterance, vocabulary);
  const versus =
    utterance.take(/\b(?:vs|versus|compared (?:to|with)|against)\b/) ??
    utterance.take(/(?<=how many .*)(?:\band|,) how many\b/);
  const breakdown = takeBreakdown(utterance);
  const size = takeSampleSize(utterance);
  const counted = utterance.take(countingWords);
  const description = takeDescription(utterance, vocabulary, {
    group: lastGroup(history),
    track: filedSegment(history) ? undefined : lastTrack(history),
    defined,
    asked: true,
  });
  return planQuery(description, {
    breakdown: breakdown ?? (versus ? comparedField(description) : undefined),
    sample: size ?? (counted || breakdown || versus ? 0 : 10),
    leftover: pasted ? [] : utterance.rest(queryWords),
    notes: [
      ...(utterance.has(/\bhow many (?:companies|accounts)\b/)
        ? ['I count leads (people), not companies.']
        : []),
      ...(description.events.some(({ noun }) => noun) && !someone.test(text)
        ? ['This counts the leads that did it, each once, not how often it happened.']
        : []),
    ],
  });
};

/** Condition text as developers paste it, and no more than what is to be done with it: `run …`, `… -> group by industry`. */
function isPasted(utterance: Utterance, vocabulary: LiveVocabulary): boolean {
  if (takePasted(utterance, vocabulary) === undefined) return false;
  takeBreakdown(utterance);
  utterance.takeAll(running);
  return utterance.rest(queryWords).length === 0;
}
const running =
  /\b(?:run|evaluate|eval|execute|query|check|test|count|return|returns|output|print|fetch|evaluates|me|then|the|matching|matches|condition|filter|where|result|results|and|give me|show|me|please|group(?:ed)?|group by|order by)\b/;

const comparing = /(?<![\w"“.])([a-z][a-z_]*)\s*(?:!=|>=|<=|=|>|<|CONTAINS\b|STARTS WITH\b)\s*(?:["“\d])/g;

/** `industri = "healthcare"`: a field that there is none of, and the one that may be meant. */
export function misnamedField(utterance: Utterance, vocabulary: LiveVocabulary): string | undefined {
  const { raw } = utterance;
  if (!/["“]|\bAND\b|\bOR\b|_/.test(raw)) return undefined;
  takePasted(utterance, vocabulary);
  const left = new Set(utterance.rest(new Set()));
  const { fields, events } = ownWords(vocabulary);
  const known = [...Object.keys(fields), ...Object.keys(events).flatMap((event) => [event, `${event}s`])];
  for (const { 1: name = '', index } of raw.matchAll(comparing)) {
    // What an event has is no field of leads.
    if (/\b(?:WHERE|AND)?\s*\((?![^)]*\))[^(]*$/.test(raw.slice(0, index)) && /\bWHERE \(/.test(raw))
      continue;
    if (known.includes(name) || name.length < 4 || !left.has(name.split('_')[0] as string)) continue;
    const [near] = nearest(name, known);
    if (near === undefined && name.includes('_'))
      return `There is no field and no count “${name}”; “list fields” shows those there are.`;
    const field = fields[near ?? ''] === undefined ? 'count' : 'field';
    if (near !== undefined) return `There is no ${field} “${name}”. Did you mean ${near}?`;
  }
  return undefined;
}

const countingWords = new RegExp(
  `\\bhow many\\b|\\b(?:numbers?|counts?|total|sum|size|tally) (?:of|for|that|who|which|with|in)\\b|\\b(?:lead |head ?|contact )?(?:count|headcount|numbers|total)\\b|\\b(?:what |which )?(?:${share})(?: of)?\\b|\\bhow (?:big|large)\\b`,
);

/**
 * Nothing but a description: `demo requests last 30 days`, `fintech but not SMB`. A single value may be said of
 * anything, and what follows another request belongs to it.
 */
function describesLeads(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
  history: World['history'],
): boolean {
  const counts = utterance.take(countingWords) !== undefined;
  takeSampleSize(utterance);
  const { condition, events, fields, windows, unknown } = takeDescription(utterance, vocabulary, {
    asked: true,
  });
  if (condition === undefined || unknown.length > 0 || utterance.rest(queryWords).length > 0) return false;
  if (events[0]?.noun === true && windows.length > 0) return true;
  if (
    utterance.has(/\b(?:e ?mails?|content|library|guides?|tracks?|segments?|points?)\b/) &&
    events.length === 0
  )
    return false;
  if (counts) return true;
  const last = history.at(-1)?.calls.at(-1)?.name;
  if (last !== undefined && !ofLeads.test(last)) return false;
  const telling = fields.filter(({ value, negated }) => value === undefined || negated).length;
  if (utterance.has(/[<>=]/)) return true;
  return telling > 0 || events.some(({ noun }) => !noun) || (last === undefined && fields.length > 1);
}

/** The call that answers a description; also for follow-ups that changed one. */
export function planQuery(
  description: LeadDescription,
  options: { breakdown?: string; sample: number; leftover: readonly string[]; notes: readonly string[] },
): Plan {
  if (description.unknown.length > 0) return { say: description.unknown.join('\n') };
  const { condition, asOf } = description;
  if (!condition && options.leftover.length > 0) {
    return {
      say: `I did not understand ${quoted(options.leftover)}. Name fields, stages, segments, tracks or what leads did; “list fields” shows the words I know.`,
      unread: options.leftover,
    };
  }
  const notes = [
    ...(options.leftover.length > 0
      ? [`I did not understand ${quoted(options.leftover)} and left it out.`]
      : []),
    ...options.notes,
    ...description.notes,
    ...(asOf !== undefined
      ? [`The period is ${description.period} (UTC); fields such as stage and score are as of now.`]
      : []),
  ];
  const input = {
    ...(condition && { where: printCondition(condition, defaultVocabulary) }),
    ...(options.breakdown && { breakdown_by: options.breakdown }),
    ...(asOf !== undefined && { as_of: new Date(asOf).toISOString() }),
    sample: options.sample,
  };
  return { calls: [{ name: 'query_leads', input }], notes, unread: options.leftover };
}

/** `by industry`, `per country`, `which industries`, `the mix of sources`, `how many does each owner have`. */
export function takeBreakdown(utterance: Utterance): string | undefined {
  const parted =
    '(?:broken down|split up|split|spread(?: out)?|grouped|group|divided|segmented|distributed|sorted)';
  const table = '(?:breakdown|split|mix|distribution|spread)';
  for (const [field, names] of Object.entries(fieldNames)) {
    // Leads are ranked by their score, and not counted by it.
    if (field === 'lead_score') continue;
    const pattern = new RegExp(
      `\\b(?:${parted} )?(?:by|per|for each|for every|in each|in every|from each|from every|across|over|among|between|does each|does every|has each|each|every) (?:the |their |our )?(?:different )?(?:${names})\\b(?! (?:is|=|contains|of|between|above|below|over|under|[<>]))|\\b(?:which|what) (?:${names})\\b(?! (?:is|=|contains|of))|\\b(?:${names}) (?:wise|${table})\\b|\\b${table} (?:of|across|in|by) (?:the |our |all )?(?:lead )?(?:${names})\\b`,
    );
    if (utterance.take(pattern)) {
      utterance.take(new RegExp(`\\b(?:${table}|${parted})\\b`));
      return field;
    }
  }
  // The source is where leads come from.
  if (
    utterance.take(/\bwhere (?:do|did|are|have|does)\b.*\b(?:come|coming|came|originate|arrive)\b(?: from)?/)
  )
    return 'source';
  return undefined;
}

const best =
  'best scor(?:ed|ing)|highest scored|top scored|top|best|hottest|hot|warmest|strongest|first|highest(?: scoring| scores?| ranked)?|top scoring';
const bestFirst = new RegExp(
  `\\b(?:${best})(?: (?<n>${numberSource}))(?: only)?\\b(?: scoring)?|\\b(?<m>${numberSource}) (?:(?:of (?:the|our) )?(?:${best})|examples?|samples?)\\b|\\b(?<few>a handful(?: of)?|a few|some examples?)\\b|\\b(?:list|show(?: me)?|give(?: me)?|get(?: me)?|name|find(?: me)?|pick|pull|fetch|send me)(?: (?:the|just|only|any))? (?<some>${numberSource})(?: (?:${best}))?(?= (?:[a-z]+ ){0,3}${people}\\b)|\\b(?<any>${best})\\b(?! (?:is|are|page))`,
);

/** `with the highest score`, wherever it stands beside `our five leads`. */
const byScore =
  /\b(?:(?:with|that|who|which|having|have|has|by|of|on) )*(?:the )?(?:highest|best|top|greatest|largest|most) (?:lead )?(?:scores?|points)\b|\bscor(?:e|es|ing) (?:(?:is|are) )?(?:the )?(?:highest|best|most|greatest)\b/;
const fewLeads = new RegExp(
  `\\b(?:(?:the|our|which|what|who are|list|show|name|only|just) )*(?<n>${numberSource})(?= (?:[a-z]+ ){0,3}${people}\\b)`,
);

/** `who are the hottest? 3 will do`. */
const enough = new RegExp(
  `\\b(?:just |only )?(?<n>${numberSource})(?: of (?:them|those)| names?| leads?)? (?:will do|would do|(?:is|are) (?:enough|fine|plenty)|suffices?)\\b`,
);

/** How many are wanted: `top 5`, `3 hottest`, `list 7 leads`, `a handful`, `the best lead`. */
function takeSampleSize(utterance: Utterance): number | undefined {
  const ranked = utterance.take(byScore);
  const counted = ranked && utterance.take(fewLeads)?.groups?.n;
  if (counted) return Math.min(20, Math.max(1, numberOf(counted)));
  const will = utterance.take(enough)?.groups?.n;
  const top = utterance.take(bestFirst) ?? ranked;
  if (will && top) {
    utterance.take(/\b(?:by|on) (?:(?:the|their) )?(?:lead )?scores?\b/);
    return Math.min(20, Math.max(1, numberOf(will)));
  }
  if (!top) return undefined;
  utterance.take(/\b(?:(?:ranked|ordered|sorted|going) )?(?:by|on) (?:(?:the|their) )?(?:lead )?scores?\b/);
  const { n, m, few, some } = top.groups ?? {};
  const number = n ?? m ?? some;
  if (number) return Math.min(20, Math.max(1, numberOf(number)));
  if (few) return 5;
  const one =
    /\b(?:lead|contact|prospect|person)\b(?! scores?\b)/.test(utterance.text) ||
    /\bwho (?:has|is|got|of them)\b/.test(utterance.text);
  utterance.take(/\b(?:lead )?(?:scores?|scoring)\b/);
  return one &&
    !/\b(?:leads|contacts|prospects|people|ones)\b/.test(
      utterance.text.replace(/\bof (?:our |the |all |those |these )?leads\b/, ''),
    )
    ? 1
    : 5;
}

function comparedField(description: LeadDescription): string | undefined {
  const counts = new Map<string, number>();
  for (const { field, value } of description.fields)
    if (value !== undefined) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].find(([, n]) => n > 1)?.[0];
}

/** Words of such questions that need no understanding of their own. */
export const queryWords: ReadonlySet<string> = new Set([...plainWords, ...leadWords]);
