import { readings } from '../../../engine/analytics/periods/readings.ts';
import { rolling, type Span } from '../../../engine/analytics/periods/spans.ts';
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

/** Takes every window out of the text, in the order of the text. */
export function takeWindows(utterance: Utterance, now: number): Window[] {
  const found: Window[] = takeSpokenDates(utterance, now, 'spans');
  for (const [pattern, read] of readings) {
    for (const match of utterance.takeAll(pattern)) {
      const window = read(match, now);
      if (window) found.push({ ...window, index: match.index });
    }
  }
  found.push(...takeSpokenDates(utterance, now, 'single'));
  // `did not visit for 30 days`: up to now.
  for (const match of utterance.takeAll(lasting)) {
    found.push({ ...rolling(numberOf(match[1] as string), match[2] as string, now), index: match.index });
  }
  return found.sort((a, b) => a.index - b.index);
}

/** The instant as of which a window's events are counted; undefined for one that rolls: now. */
export function endOf(window: Window): number | undefined {
  return window.rolling ? undefined : window.to - 1;
}
