import { readPeriod } from '../../../engine/analytics/periods/read-period.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Exchange, Intent, Plan, ToolRequest } from '../requests.ts';
import { tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { recently, takeBareLength, takeWindows, type Window } from '../slots/windows.ts';
import { lastTrack } from '../turns/remembered.ts';
import { takeSamePeriod } from '../turns/same-period.ts';
import { noForecasts, quoted } from '../wording/say.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { type Narrowing, takeNarrowing } from './analyse/narrow.ts';
import { besideEachOther } from './analyse/sides.ts';
import { isToCome } from './analyse/to-come.ts';
import { type Topic, takeTopic } from './analyse/topics.ts';
import { asksBest, asksGaps } from './content-frames.ts';
import { takeBreakdown } from './query.ts';

/** Other requests use the same words: what they wish for is theirs. */
const wishes =
  /^(?:(?:please|can you|could you|will you|i want(?: you)? to|we should|let us|ok|and|now|,) )*(?:build|create|design|draft|write|halt|stop|pause|suspend|resume|propose|remove|delete|drop|roll|revert|undo|send(?! (?:me|us)\b)|put|move|take|add|set|raise|lower|give(?! (?:me|us)\b)|award|deduct|subtract|simulate|search|find|explain|approve|reject|enrol|count)\b(?! me\b.*\b(?:report|overview|summary|dashboard|stats|numbers|figures|results|performance|rates?)\b)/;
const elsewhere =
  /^(?:plus|minus) \d|\b(?<!what |which |off |drop |that |this )points?\b|\bscor(?:e|es|ing)\b|\bthresholds?\b|\b(?:experiments?|tests?)\b|\bhold ?out\b|\bchanges?\b|\bversion\b|@|\bwhat (?:do|did|have) we (?:have|say|know|got|write|written)\b|\bdo we have (?:any|some|content|a)\b|\b(?:content|documents?|articles?|library)\b.*\b(?:about|regarding)\b/;
const versus = /\b(?:vs|versus|compared? (?:it )?(?:with|to)|against|or(?= enterprise| smb))\b/;
const theOneBefore =
  /\b(?:better|worse|more|less|up|down|improved?|changed?) (?:than|from|over|compared (?:to|with)|since) (?:the )?(?:previous|prior|last|past) (?:month|week|quarter|year|period)\b|\b(?:(?:and )?compared?(?: it)? (?:with|to)|versus|vs|against) (?:the )?(?:(?:month|week|quarter|year|period|one) before|(?:previous|prior|last) (?:month|week|quarter|year|period))\b/;
/** Of what nobody has counted yet. */
const toCome =
  /\b(?:next|coming|upcoming|following) (?:\d+ )?(?:days?|weeks?|months?|quarters?|years?)\b|\bwill (?:\w+ ){1,4}(?:be|reach|have|get|bring|earn|make|grow|do|look|perform|hit)\b|\b(?:predict\w*|forecast\w*|projections?|projected|expected (?:revenue|pipeline|deals?))\b|\bby the end of (?:the|this|next)\b|\bgoing to (?:be|make|reach|hit|earn|close)\b/;
const allTracks =
  /\b(?:by|per|each|every|for each) (?:track|sequence|campaign)\b|\b(?:tracks|all tracks|every track|campaigns|sequences|best track|which track)\b/;
const pointing = /\b(?:it|that one|that track|this track|the track|same)\b/;
const mostTracks = 8;
const byField: readonly string[] = [
  'industry',
  'company_size',
  'buyer_role',
  'country',
  'region',
  'source',
  'owner',
];

/** `by industry`, `which industry …`: each value of the field, where it has not too many. */
function takeEach(
  utterance: Utterance,
  { about }: Topic,
  { fields }: LiveVocabulary,
): Record<string, string>[] {
  if (about === 'segments' || about === 'cohorts') return [];
  const field = takeBreakdown(utterance);
  const values = fields.find(({ name }) => name === field)?.values ?? [];
  if (field === undefined || !byField.includes(field) || values.length > mostTracks) return [];
  return values.map((value) =>
    field === 'industry' || field === 'owner' ? { [field]: value } : { where: `${field} = "${value}"` },
  );
}

/** How nurturing, a track or a group did in a period, always beside the period before. */
export const performance: Intent = (utterance, world) => {
  const { text } = utterance;
  if (asksGaps(text) || (asksBest(text) && /\b(?:with|for|among)\b/.test(text))) return undefined;
  if (isToCome(text)) return { say: forecast };
  const facing = besideEachOther(text);
  if ((wishes.test(text) && facing === undefined) || elsewhere.test(text)) return undefined;
  const said = utterance.fresh();
  // The period before is always given, so asking for it changes nothing.
  said.take(theOneBefore);
  const windows = takeWindows(said, world.vocabulary.now);
  said.take(recently);
  const same = windows.length === 0 ? takeSamePeriod(said, world.history, world.vocabulary.now) : undefined;
  if (same) windows.push(same);
  const topic = takeTopic(said) ?? comparisonOf(said, world.vocabulary);
  if (!topic) return undefined;
  if (toCome.test(text)) return { say: forecast };
  if (windows.length === 0) windows.push(...takeBareLength(said, world.vocabulary.now));
  if (windows.length === 0 && topic.about !== 'cohorts')
    windows.push(...impliedBy(text, world.vocabulary.now));
  return planPerformance(said, topic, windows, world.vocabulary, world.history);
};

const forecast = `${noForecasts} Ask for a period that has begun, such as “this quarter” or “the last 90 days”.`;

/** `are we better than last month` is of this month, `a weekly summary` of seven days. */
function impliedBy(text: string, now: number): Window[] {
  const unit =
    theOneBefore.exec(text)?.[0].match(/\b(?:previous|prior|last) (week|month|quarter|year)\b/)?.[1] ??
    /\bsince last (week|month|quarter|year)\b/.exec(text)?.[1];
  const words = unit ? `this ${unit}` : (usual.find(([said]) => said.test(text))?.[1] ?? undefined);
  return words === undefined ? [] : takeWindows(createUtterance(words), now);
}
const usual: readonly (readonly [RegExp, string])[] = [
  [/\bweekly (?!active)|\bweek (?:on|over) week\b|\bwow\b/, 'last 7 days'],
  [/\bquarterly\b|\bquarter (?:on|over) quarter\b|\bqoq\b/, 'last 90 days'],
  [/\b(?:yearly|annual)\b|\byear (?:on|over) year\b|\byoy\b/, 'last 365 days'],
];

/** `enterprise vs SMB`, and nothing besides: how they did. */
function comparisonOf(utterance: Utterance, vocabulary: LiveVocabulary): Topic | undefined {
  const text = besideEachOther(utterance.text) ?? utterance.text;
  const ofLeads = /\b(?:leads?|contacts?|people|who|how many)\b/.test(text);
  const does = /\b(?:convert\w*|perform\w*|do(?:es|ing)?|progress\w*|click\w*|respond\w*|engag\w*)\b/.test(
    text,
  );
  if (!versus.test(text) || (ofLeads && !(does && besideEachOther(utterance.text)))) return undefined;
  return sidesOf(text, vocabulary) && { about: 'overview' };
}

/** The calls for what the text names, or for what was last spoken of. */
export function planPerformance(
  utterance: Utterance,
  topic: Topic,
  windows: readonly Window[],
  vocabulary: LiveVocabulary,
  history: readonly Exchange[],
): Plan | undefined {
  const { text } = utterance;
  const [window, other] = twoPeriods(text, windows);
  const call = (filters: Record<string, string>, of: Window | undefined = window): ToolRequest => ({
    name: 'analyse_performance',
    input: {
      ...(topic.about !== 'overview' && { about: topic.about }),
      ...filters,
      ...(of && { period: periodWords(of, vocabulary.now) }),
    },
  });
  const only = topic.metrics && { only: { metrics: topic.metrics } };
  const facing = besideEachOther(text) ?? text;
  const sides = versus.test(facing) ? sidesOf(facing, vocabulary) : undefined;
  if (sides) return { calls: sides.map((filters) => call(filters)), notes: [], ...only };
  const each = takeEach(utterance, topic, vocabulary);
  if (each.length > 1) return { calls: each.map((filters) => call(filters)), notes: [], ...only };
  const { filters, notes, left, noTrack, ask } = takeNarrowing(utterance, vocabulary);
  if (ask) return ask;
  if (allTracks.test(text) && !filters.track)
    return {
      calls: vocabulary.tracks.slice(0, mostTracks).map(({ id }) => call({ track: id })),
      notes: [],
      ...only,
    };
  if (noTrack) {
    const remembered = pointing.test(text) ? lastTrack(history) : undefined;
    if (!remembered) return askWhichTrack(vocabulary.tracks, { said: tellingWords(text).join(' ') });
  }
  const remembered =
    Object.keys(filters).length === 0 && pointing.test(text) ? lastTrack(history) : undefined;
  const narrowed = remembered ? { track: remembered } : filters;
  const leftOut = left.length > 0 ? [`I did not understand ${quoted(left)} and left it out.`] : [];
  return {
    calls: [call(narrowed), ...(other ? [call(narrowed, other)] : [])],
    notes: [...leftOut, ...notes],
    unread: left,
    ...only,
  };
}

const besides = new RegExp(`${versus.source}|\\b(?:than|and|compar\\w+|difference)\\b`);

/** The period, and another one to hold against it where it is not the one before, which is always given. */
function twoPeriods(text: string, windows: readonly Window[]): [Window?, Window?] {
  const [first, second] = windows;
  if (!first || !second) return [first];
  if (!besides.test(text)) return [windows.at(-1)];
  return isBefore(second, first) ? [first] : [first, second];
}

function isBefore(before: Window, { from, to }: Window): boolean {
  const month = (ms: number) => ms - Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth());
  const wholeMonths = month(from) === 0 && month(to) === 0;
  return before.to === from && (wholeMonths || before.to - before.from === to - from);
}

/** As the tool reads them: in words that mean just that period, else calendar days, both in it. */
export function periodWords({ from, to, rolling, label }: Window, now: number): string {
  const same = [label, 'this week', 'this month', 'this quarter', 'this year'].find((words) => {
    try {
      const read = readPeriod(words, now);
      return read.from === from && read.to === to;
    } catch {
      return false;
    }
  });
  if (same !== undefined) return same;
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  if (rolling) return `last ${Math.round((to - from) / 86_400_000)} days`;
  return `${day(from)} to ${day(to - 1)}`;
}

/** What stands on both sides of `vs`, where both mean a group or a track, and not the same. */
function sidesOf(text: string, vocabulary: LiveVocabulary): Record<string, string>[] | undefined {
  const sides = text.split(versus).map((part): Narrowing => {
    const side = createUtterance(part);
    takeWindows(side, vocabulary.now);
    takeTopic(side);
    return takeNarrowing(side, vocabulary);
  });
  if (
    sides.length !== 2 ||
    sides.some(({ filters, left }) => Object.keys(filters).length === 0 || left.length > 0)
  )
    return undefined;
  const [a, b] = sides.map(({ filters }) => filters);
  return JSON.stringify(a) === JSON.stringify(b) ? undefined : sides.map(({ filters }) => filters);
}
