import { printCondition } from '../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { type LeadDescription, takeDescription } from '../slots/condition.ts';
import { takeDefinitions, withTermsAsLeads } from '../slots/definitions.ts';
import { fieldNames } from '../slots/field-words.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { lastGroup, lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';

const people =
  '(?:leads?|contacts?|prospects?|people|customers?|mqls?|sqls?|opportunit(?:y|ies)|buyers?|subscribers?|companies|accounts|visitors|users?)';
const someone = new RegExp(`\\b${people}\\b|\\bwho\\b`);
const asked = new RegExp(
  `\\bhow many\\b|\\b(?:which|who|what share) of (?:them|those|these)\\b|\\b(?:top|best|list|show)\\b.*\\b(?:them|those|these)\\b|^break .*\\bdown by\\b|^(?:and )?how (?:big|large) is\\b.*\\bsegment\\b|^(?:count|how many) \\S*\\b.*\\b(?:in last|between|over|above|under|below|[<>=])|\\b(?:number|count|share|breakdown|list|total) of\\b|\\b(?:count|which|who|list|show|find|give|get|any|top|best|hottest|are there|do we have)\\b.*\\b${people}\\b|\\bwho\\b|^(?:[a-z0-9 ]+ )?${people}\\b`,
);

/** How many leads, which leads, leads by something. */
export const query: Intent = (utterance, { vocabulary, history }) => {
  const text = withTermsAsLeads(utterance.text, vocabulary);
  if (!asked.test(text) && !isEventInPeriod(utterance.fresh(), vocabulary)) return undefined;
  const defined = takeDefinitions(utterance, vocabulary);
  const versus =
    utterance.take(/\b(?:vs|versus|compared (?:to|with)|against)\b/) ??
    utterance.take(/(?<=how many .*)(?:\band|,) how many\b/);
  const breakdown = takeBreakdown(utterance);
  const size = takeSampleSize(utterance);
  const description = takeDescription(utterance, vocabulary, {
    group: lastGroup(history),
    track: lastTrack(history),
    defined,
  });
  return planQuery(description, {
    breakdown: breakdown ?? (versus ? comparedField(description) : undefined),
    sample:
      size ??
      (utterance.has(/\bhow many\b|\bnumber of\b|\bcount\b|\btotal\b/) || breakdown || versus ? 0 : 10),
    leftover: utterance.rest(queryWords),
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

/** `demo requests last 30 days`: an event and a period, and nothing besides. */
function isEventInPeriod(utterance: Utterance, vocabulary: LiveVocabulary): boolean {
  const { events, windows } = takeDescription(utterance, vocabulary);
  return events[0]?.noun === true && windows.length > 0 && utterance.rest(queryWords).length === 0;
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

/** `by industry`, `per country`, `which industries`. */
export function takeBreakdown(utterance: Utterance): string | undefined {
  for (const [field, names] of Object.entries(fieldNames)) {
    // Leads are ranked by their score, and not counted by it.
    if (field === 'lead_score') continue;
    const pattern = new RegExp(
      `\\b(?:(?:broken down |split |grouped |group |split up )?(?:by|per|for each|for every|across) (?:the )?|which |what )(?:${names})\\b(?! (?:is|=|contains|of))`,
    );
    if (utterance.take(pattern)) return field;
  }
  return undefined;
}

function takeSampleSize(utterance: Utterance): number | undefined {
  const top = utterance.take(
    new RegExp(
      `\\b(?:top|best|hottest|hot|first|highest scoring) (?<n>${numberSource})\\b(?: scoring)?|\\b(?<some>top|best|hottest|hot|highest scoring)\\b|\\b(?<m>${numberSource}) (?:best|hottest|top|examples?|samples?)\\b`,
    ),
  );
  if (!top) return undefined;
  utterance.take(/\bby (?:lead )?scores?\b/);
  const n = top.groups?.n ?? top.groups?.m;
  if (n) return Math.min(20, Math.max(1, numberOf(n)));
  return /\b(?:lead|contact|prospect|person)\b/.test(utterance.text) ? 1 : 5;
}

function comparedField(description: LeadDescription): string | undefined {
  const counts = new Map<string, number>();
  for (const { field, value } of description.fields)
    if (value !== undefined) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].find(([, n]) => n > 1)?.[0];
}

/** Words of such questions that need no understanding of their own. */
export const queryWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'most fewest least highest lowest buyer buyers visitor visitors user users stage stages industry sector size sized role count counts sum overall breakdown split compare comparison score scores rank sort sorted order ordered segment track base funnel pipeline active engaged work works working located based quick numbers number figures briefly break big satisfy satisfies condition matching match live living'.split(
    ' ',
  ),
]);
