import type { Condition } from '../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../engine/program/condition/parse.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { ownWords } from '../words/own-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { takeAccounts } from './accounts.ts';
import { type TakenDefinitions, takeDefinitions } from './definitions.ts';
import { type EventSlot, takeEvents } from './events.ts';
import type { FieldSlot } from './field-slot.ts';
import { takeFields } from './fields.ts';
import { takeMemberships } from './membership.ts';
import { takeBareFigures } from './numeric-fields.ts';
import { takePasted } from './pasted.ts';
import { takeSegmentWords } from './segment-words.ts';
import { sequenceOf, takeOrder } from './sequences.ts';
import { daysOf, endOf, recently, takeRecently, takeWindows, type Window } from './windows.ts';

/** What a request says about leads. */
export interface LeadDescription {
  /** Absent: all leads. */
  condition?: Condition;
  /** The parts of the condition that name a field, for follow-ups that exchange one. */
  fields: FieldSlot[];
  events: EventSlot[];
  windows: Window[];
  /** Windows end here, when not now. */
  asOf?: number;
  /** `the last 30 days`, as the answer says it. */
  period?: string;
  /** Names that mean nothing here. */
  unknown: string[];
  /** What was chosen or could not be used; said with the answer. */
  notes: string[];
}

/** What was spoken of last, where a request may point at it. */
interface Spoken {
  /** Condition text of leads. */
  group?: string;
  /** Id of a track. */
  track?: string;
  /** The person's own words, where they have been taken already. */
  defined?: TakenDefinitions;
  /** Leads are asked for, and nothing is written: names of companies and bare figures are read as theirs. */
  asked?: boolean;
  /** The field that a bare figure is of, in what goes on with a question. */
  figuresOf?: string | undefined;
}

interface Item {
  condition: Condition;
  index: number;
  /** Where its last part stood, when it has several. */
  end?: number;
}

/** The leads that were spoken of last: `those leads`, `how many of them`. */
const pointedGroup =
  /\b(?:of |for |to |with )?(?:(?:those|these|the same) (?:leads?|contacts?|prospects?|people|ones|companies|accounts)|that (?:group|list|audience)|those|these|them|they|em)\b|(?<=(?:highest|best|top|hottest|most|strongest|warmest|greatest|\u00b7)(?: scores?| leads?| points| ones?)*) (?:in |among |of )?there(?= ,|$)|(?<=\bbreak )(?:that|this|it)(?= down\b)|\b(?:be |fall |land )?(?:in|into) (?:it|(?:this|that|the) segment)(?= ,|$| now\b)/;

/** `on it`, after a track was spoken of. */
const pointedTrack =
  /\b(?<not>not )?(?:(?:are |still |now |currently )*(?:on|in)) (?:it|that track|this track|the track|that one)\b/;

/** Reads everything that describes leads out of the text; what it points at is what was spoken of last. */
export function takeDescription(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
  { group, track, defined = takeDefinitions(utterance, vocabulary), asked = false, figuresOf }: Spoken = {},
): LeadDescription {
  const pasted = takePasted(utterance, vocabulary);
  const onTrack = track === undefined ? undefined : utterance.take(pointedTrack);
  const pointed = group === undefined ? undefined : utterance.take(pointedGroup);
  const titles = takeSegmentWords(utterance, vocabulary, 'title');
  const order = takeOrder(utterance, vocabulary);
  const windows = takeWindows(utterance, vocabulary.now);
  const memberships = takeMemberships(utterance, vocabulary);
  const happened = takeEvents(utterance, vocabulary);
  const sequence = order && sequenceOf(happened, order, windows[0]);
  const events = sequence ? happened.filter((event) => !sequence.of.includes(event)) : happened;
  const recent =
    windows.length === 0 && happened.length > 0 ? takeRecently(utterance, vocabulary.now) : undefined;
  if (recent) windows.push(recent);
  utterance.take(recently);
  // A period that nothing else can have is another than the segment's: `engaged in the last 7 days`.
  const heads =
    windows.length === 0 || events.length > 0 ? takeSegmentWords(utterance, vocabulary, 'head') : undefined;
  const segments = [...titles.conditions, ...(heads?.conditions ?? [])];
  const arrival = takeArrival(utterance, events, windows);
  const active = utterance.take(
    /\b(?:(?<not>not |in)(?:active|engaged)|(?:silent|dormant|quiet|gone cold|did nothing|(?:did|have) not (?:do|done) anything|no activity)|active|engaged)\b/,
  );
  const fields = takeFields(utterance, vocabulary);
  if (asked) fields.push(...takeAccounts(utterance, vocabulary));
  if (asked || figuresOf) fields.push(...takeBareFigures(utterance, figuresOf ?? 'lead_score'));
  const description = describe({ fields, events, windows }, utterance.text, [
    ...(pointed && group !== undefined ? groupItems(group, vocabulary) : []),
    ...(pasted ? [pasted] : []),
    ...(onTrack && track !== undefined ? [onTrackItem(onTrack, track)] : []),
    ...defined.conditions,
    ...memberships.conditions,
    ...(sequence ? [sequence.item] : []),
    ...segments,
    ...(arrival ? [{ index: arrival.index, condition: joinedWithin(windows[0], vocabulary.now) }] : []),
    ...(active ? [activity(active, windows[0])] : []),
  ]);
  const used = happened.length > 0 || arrival || active;
  if (windows.length > 0 && !used) {
    description.asOf = undefined;
    description.notes.push(
      `I did not use “${windows[0]?.label}”: say what happened then, such as visited, opened, downloaded or joined.`,
    );
  }
  return {
    ...description,
    unknown: memberships.unknown,
    notes: [
      ...defined.notes,
      ...memberships.notes,
      ...titles.notes,
      ...(heads?.notes ?? []),
      ...(sequence?.notes ?? []),
      ...(recent ? ['I took “recently” for the last 30 days.'] : []),
      ...description.notes,
    ],
  };
}

function onTrackItem(match: RegExpExecArray, id: string): Item {
  const on: Condition = { op: 'track', id, state: 'on' };
  return { index: match.index, condition: match.groups?.not === undefined ? on : { op: 'not', of: on } };
}

/** Its members first, in their order. */
function groupItems(group: string, vocabulary: LiveVocabulary): Item[] {
  const condition = parseCondition(group, ownWords(vocabulary));
  const members = condition.op === 'and' ? condition.of : [condition];
  return members.map((member, place) => ({ condition: member, index: place - members.length }));
}

/**
 * Leads that came: `new leads`, `leads we got last week`. After an event it is the event that came, and the period is
 * its own: `how many demo requests did we get last week`.
 */
function takeArrival(utterance: Utterance, events: readonly EventSlot[], windows: readonly Window[]) {
  // What we have got is all that there is.
  if (windows.length === 0) utterance.take(/\bhave we got\b|\bwe have got\b/);
  const coming = utterance.take(
    /\b(?:came in(?! (?:through|via|from|by|over)\b)|arrived|did we (?:get|gain|add|receive|see|have)|(?:have )?we (?:got|gained|added|received|had|saw))\b/,
  );
  const ofEvent = coming && events.some(({ index }) => index < coming.index);
  const joined = utterance.take(
    /\bnew (?=leads?|contacts?|prospects?|people|ones)|\b(?:joined|sign ?ups?|signed up|(?:were |was )?(?:created|added|acquired)|entered the (?:database|db))\b/,
  );
  const came = windows.length > 0 ? utterance.take(/\bcame (?:from|in|through|via)\b/) : undefined;
  return (ofEvent ? undefined : coming) ?? joined ?? came;
}

/** Puts a description together from its slots; `others` are conditions that stand for themselves. */
function describe(
  slots: { fields: FieldSlot[]; events: EventSlot[]; windows: Window[] },
  text: string,
  others: readonly Item[] = [],
): LeadDescription {
  const { fields, events, windows } = slots;
  const items = [
    ...events.map((event) => ({
      index: event.index,
      condition: countOf(event, windowFor(event, windows)),
    })),
    ...joinFields(fields),
    ...others,
  ].sort((a, b) => a.index - b.index);
  const condition = combine(items, text);
  const ends = [...new Set(windows.map(endOf))].filter((end) => end !== undefined);
  return {
    ...(condition && { condition }),
    fields,
    events,
    windows,
    ...(ends.length > 0 && { asOf: ends.at(-1) }),
    ...(windows.length > 0 && { period: windows.map(({ label }) => label).join(' and ') }),
    unknown: [],
    notes:
      ends.length > 1
        ? [
            'Two periods that end at different times cannot be counted at once; I used the later one as the end of both.',
          ]
        : [],
  };
}

/** The window said after the event, else the last one before it; none when it said ever or never. */
function windowFor(event: EventSlot, windows: readonly Window[]): Window | undefined {
  const after = windows.find((window) => window.index > event.index);
  if (after) return after;
  return event.ever ? undefined : windows.findLast((window) => window.index < event.index);
}

function countOf(event: EventSlot, window: Window | undefined): Condition {
  const count = {
    op: 'count',
    event: event.event,
    ...(event.where && { where: event.where }),
    is: event.is,
    value: event.count,
    ...(window && { days: daysOf(window) }),
  } as const;
  if (event.atMost === undefined) return count;
  return { op: 'and', of: [count, { ...count, is: '<=', value: event.atMost }] };
}

/** Several values of one field are alternatives, whether they were joined by `and` or by `or`. */
export function joinFields(fields: readonly FieldSlot[]): Item[] {
  const items: Item[] = [];
  const positive = new Map<string, FieldSlot[]>();
  for (const slot of fields) {
    if (slot.value === undefined || slot.negated)
      items.push({
        index: slot.index,
        condition: slot.condition,
        ...(slot.end !== undefined && { end: slot.end }),
      });
    else positive.set(slot.field, [...(positive.get(slot.field) ?? []), slot]);
  }
  for (const [field, slots] of positive) {
    const values = [...new Set(slots.map(({ value }) => value as string))];
    const index = Math.min(...slots.map((slot) => slot.index));
    const end = Math.max(...slots.map((slot) => slot.index));
    items.push({
      index,
      end,
      condition:
        values.length === 1
          ? { op: 'field', field, is: '=', value: values[0] as string }
          : { op: 'field_in', field, values },
    });
  }
  return items;
}

/** Neighbours with `or` between them are alternatives; everything else must hold together. */
function combine(items: readonly Item[], text: string): Condition | undefined {
  const groups: Condition[][] = [];
  for (const [place, item] of items.entries()) {
    const before = items[place - 1];
    const alternative =
      before &&
      /\bor\b(?! (?:more|less|fewer|above|below|higher|over|lower|greater))/.test(
        text.slice(before.end ?? before.index, item.index),
      );
    if (alternative) groups.at(-1)?.push(item.condition);
    else groups.push([item.condition]);
  }
  const members = groups.map((group) =>
    group.length === 1 ? (group[0] as Condition) : ({ op: 'or', of: group } as const),
  );
  return members.length > 1 ? { op: 'and', of: members } : members[0];
}

function joinedWithin(window: Window | undefined, now: number): Condition {
  const days = window ? daysOf(window) : 30;
  const after: Condition = { op: 'date', field: 'created_at', is: 'after', offsetDays: -days };
  if (!window || window.to >= now) return after;
  return { op: 'and', of: [after, { op: 'date', field: 'created_at', is: 'before', offsetDays: 0 }] };
}

/** Active: visited, clicked or downloaded. Silent: none of these and opened nothing either. */
function activity(match: RegExpExecArray, window: Window | undefined): Item {
  const days = window ? daysOf(window) : 30;
  const silent = match.groups?.not !== undefined || /silent|dormant|quiet|cold|noth|not|no /.test(match[0]);
  const count = (event: string): Condition => ({
    op: 'count',
    event,
    is: silent ? '=' : '>=',
    value: silent ? 0 : 1,
    days,
  });
  const events = ['page_visit', 'email_click', 'content_download', ...(silent ? ['email_open'] : [])];
  return { index: match.index, condition: { op: silent ? 'and' : 'or', of: events.map(count) } };
}
