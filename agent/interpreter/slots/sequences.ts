import type { Condition, Occurrence } from '../../../engine/program/condition/ast.ts';
import { limits } from '../../../engine/program/condition/limits.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Utterance } from '../words/utterance.ts';
import { type EventSlot, takeEvents } from './events.ts';
import { numberOf, numberSource } from './numbers.ts';
import { daysOf, type Window } from './windows.ts';

/** That one thing came after another. */
export interface Order {
  /** Where the word stood that says so, between the two. */
  index: number;
  /** The first one is said last: `a demo within a week of visiting pricing`. */
  reversed: boolean;
  /** Absent: not said. */
  withinDays?: number;
}

const span = `(?:with)?in (?:the )?(?:(?:space|course) of )?(?:next |following )?(?<n>${numberSource}|an?|the) (?<unit>day|week|month)s?`;
const ofLast = new RegExp(`\\b${span} (?:of|after|from|following)(?! (?:that|this|it|which)\\b)(?= )`);
const afterwards = new RegExp(
  `\\b${span}(?: (?:of (?:that|this|it|doing so|each other)|after(?:wards?)?(?: (?:that|this|it))?|later|thereafter))?(?= ,|$| \\w)`,
);
const later = new RegExp(
  `\\b${span} (?:of (?:that|this|it|doing so)|after(?:wards?)?(?: (?:that|this|it))?|later|thereafter)\\b`,
);
const then =
  /\b(?:and )?(?:then|afterwards|subsequently|went on to|followed (?:it )?(?:up )?(?:by|with)|before)\b/;
const after = /\b(?:right |straight |soon |some time )?after(?= (?:having )?[a-z]+ing\b)/;

/** Takes the words that put two things in order, where something that happens stands on both sides of them. */
export function takeOrder(utterance: Utterance, vocabulary: LiveVocabulary): Order | undefined {
  if (![ofLast, then, later, after].some((pattern) => utterance.has(pattern))) return undefined;
  const places = takeEvents(utterance.fresh(), vocabulary).map(({ index }) => index);
  const isBetween = (index: number) =>
    places.some((place) => place < index) && places.some((place) => place > index);
  const between = (pattern: RegExp) => {
    const found = pattern.exec(utterance.text);
    return found !== null && isBetween(found.index) ? utterance.take(pattern) : undefined;
  };
  const back = between(ofLast);
  if (back) return { index: back.index, reversed: true, withinDays: daysIn(back) };
  const connector = between(then);
  if (connector) {
    const length = utterance.take(afterwards);
    return {
      index: connector.index,
      reversed: false,
      ...(length && { withinDays: daysIn(length) }),
    };
  }
  const last = places.at(-1);
  const length = later.exec(utterance.text);
  if (last !== undefined && places.length > 1 && length && length.index > last) {
    utterance.take(later);
    return { index: last, reversed: false, withinDays: daysIn(length) };
  }
  const turned = between(after);
  return turned && { index: turned.index, reversed: true };
}

/** The condition of two things in order, and which of those that happened it is about. */
export function sequenceOf(
  events: readonly EventSlot[],
  order: Order,
  window: Window | undefined,
): { item: { condition: Condition; index: number }; of: EventSlot[]; notes: string[] } | undefined {
  const before = events.findLast(({ index }) => index < order.index);
  const behind = events.find(({ index }) => index >= order.index);
  if (!before || !behind || [before, behind].some(({ is, count }) => is !== '>=' || count !== 1))
    return undefined;
  const [first, second] = order.reversed ? [behind, before] : [before, behind];
  const withinDays = Math.min(order.withinDays ?? limits.withinDays, limits.withinDays);
  const condition: Condition = {
    op: 'sequence',
    first: occurrence(first),
    second: occurrence(second),
    withinDays,
    ...(window && { days: Math.min(daysOf(window), limits.sequenceDays) }),
  };
  return {
    item: { condition, index: before.index },
    of: [before, behind],
    notes:
      order.withinDays === withinDays ? [] : [`I looked for one within ${withinDays} days of the other.`],
  };
}

function occurrence({ event, where }: EventSlot): Occurrence {
  return { event, ...(where && { where }) };
}

function daysIn({ groups = {} }: RegExpExecArray): number {
  const { n = 'a', unit = 'day' } = groups;
  const number = /^(?:an?|the)$/.test(n) ? 1 : numberOf(n);
  return number * (unit === 'month' ? 30 : unit === 'week' ? 7 : 1);
}
