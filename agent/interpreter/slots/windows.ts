import { readings } from '../../../engine/analytics/periods/readings.ts';
import { rolling, type Span } from '../../../engine/analytics/periods/spans.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import type { Utterance } from '../words/utterance.ts';
import { numberOf, numberSource } from './numbers.ts';
import { takeSpokenDates } from './spoken-dates.ts';

/** A span of time that a request names. */
export interface Window extends Span {
  /** Where it stood in the text. */
  index: number;
}

const lasting = new RegExp(
  `\\bfor (?:the |at least )?(${numberSource}) (day|week|month)s?\\b(?! (?:track|nurture|sequence))`,
);

/** `last month (30 days)`: the days say which is meant. */
const putExactly =
  /\b(?:(?:in|over|during|within|for) )?(?:this |the )?(?:last|past) (?:week|month|quarter|year) ,? ?(?:i ?e |that is |so )?(?<n>\d+) (?<unit>day|week)s?\b/;

/** `funnel, 30 days`: a length that nothing else can have is of a period up to now. */
export function takeBareLength(utterance: Utterance, now: number): Window[] {
  const match = utterance.take(
    new RegExp(
      `(?<!\\b(?:every|after|within|than|wait|day) )\\b(?<n>${numberSource}) (?<unit>day|week|month)s\\b(?! (?:track|nurture|sequence|ago))`,
    ),
  );
  if (!match) return [];
  const { n = '', unit = '' } = match.groups ?? {};
  return [{ ...rolling(numberOf(n), unit, now), index: match.index }];
}

/** Takes every window out of the text, in the order of the text. */
export function takeWindows(utterance: Utterance, now: number): Window[] {
  const found: Window[] = takeSpokenDates(utterance, now, 'spans');
  const exactly = utterance.take(putExactly);
  if (exactly) {
    const { n = '', unit = '' } = exactly.groups ?? {};
    found.push({ ...rolling(Number(n), unit, now), index: exactly.index });
  }
  for (const [pattern, read] of readings) {
    for (const match of utterance.takeAll(pattern)) {
      const window = read(match, now);
      if (window) found.push({ ...window, index: match.index });
    }
  }
  found.push(...takeSpokenDates(utterance, now, 'single'));
  const same = found[0] && utterance.take(sameTime);
  if (found[0] && same) found.push({ ...found[0], index: same.index });
  // `did not visit for 30 days`: up to now.
  for (const match of utterance.takeAll(lasting))
    found.push({ ...rolling(numberOf(match[1] as string), match[2] as string, now), index: match.index });
  // `has not opened anything since 30 days`: how long nothing has happened.
  if (nothing.test(utterance.text))
    for (const match of utterance.takeAll(howLong)) {
      const { n = '1', unit = 'day' } = match.groups ?? {};
      found.push({ ...rolling(numberOf(n), unit, now), index: match.index });
    }
  return found.sort((a, b) => a.index - b.index);
}

/** `but never clicked in that time`. */
const sameTime =
  /\b(?:in|during|within|over|for) (?:that|this|the same|said) (?:time|period|window|span|time ?frame|stretch)\b/;
const nothing = /\b(?:not|never|no|none|nothing|without|inactive|silent|quiet|dormant|zero|nobody)\b/;
const howLong = new RegExp(
  `\\b(?:for|since|in)(?: (?:the|about|around|at least|over|more than|a good))* (?<n>${numberSource}) (?<unit>day|week|month)s?(?: now| or (?:more|longer))?\\b`,
);

/** `lately`: what has no period of its own. */
export const recently = /\b(?:recently|lately|of late|these days)\b/;

/** Said recently: the last 30 days. */
export function takeRecently(utterance: Utterance, now: number): Window | undefined {
  const match = utterance.take(recently);
  return match && { ...rolling(30, 'day', now), index: match.index };
}

/** Whole days of it, at least one. */
export function daysOf(window: Span): number {
  return Math.max(1, Math.round((window.to - window.from) / dayMs));
}

/** The instant as of which a window's events are counted; undefined for one that rolls: now. */
export function endOf(window: Window): number | undefined {
  return window.rolling ? undefined : window.to - 1;
}
