import { setQuietHours } from '../../../../tools/support/edits/policies.ts';
import { type SaidTime, takeHours } from '../../slots/hours.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import type { Utterance } from '../../words/utterance.ts';
import { mailing, policyIntent } from './frame.ts';

interface Hours {
  from: number;
  to: number;
}

const quiet = /\bquiet\b|\bdo not disturb\b|\bsilence\b/;
const not = /\b(?:no|not|never|nobody|nothing|no one|stop|avoid|quit|without)\b/;
const night = /\b(?:at night|overnight|nights?|nightly)\b/;

/** `quiet hours from 22 to 8`, `nobody should hear from us between 7 pm and 9 am`. */
export const limitHours = policyIntent(
  new RegExp(`${quiet.source}|${mailing.source}`),
  ({ utterance, program }) => {
    const { text } = utterance;
    const named = quiet.test(text);
    if (!named && !(not.test(text) && mailing.test(text))) return undefined;
    if (
      /\b(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:days?)?\b|\b(?:weekends?|weekdays?|apart|gap)\b/.test(
        text,
      )
    )
      return undefined;
    const before = program.policies.quietHours;
    const moved = named && before ? takeMoved(utterance, before) : undefined;
    if (moved) return setQuietHours(moved);
    const span = takeHours(utterance);
    if (!span) return undefined;
    if (!span.from || !span.to) {
      if (!named || !before) return undefined;
    }
    const from = span.from ? hourOf(span.from, evening(span.from, span.to)) : before?.from;
    const to = span.to ? hourOf(span.to, false) : before?.to;
    if (from === undefined || to === undefined)
      return { problem: 'Quiet hours are whole hours from 0 to 23.' };
    utterance.takeAll(quiet);
    utterance.takeAll(not);
    utterance.takeAll(night);
    utterance.takeAll(
      /\b(?:hours?|hrs|only|local|already|from|us|begin|start|end|for|in|the|do|shall|should|at)\b|[=>-]/,
    );
    return setQuietHours({ from, to: to % 24 });
  },
);

/** `start quiet hours an hour earlier`. */
function takeMoved(utterance: Utterance, { from, to }: Hours): Hours | undefined {
  const by = new RegExp(
    `\\b(?:by )?(?<n>an?|${numberSource}) (?:hours?|hrs) (?<way>earlier|sooner|later)\\b`,
  );
  const found = by.exec(utterance.text)?.groups;
  const start = /\b(?:start|starts|begin|begins|starting|beginning|onset)\b/.test(utterance.text);
  const end = /\b(?:end|ends|finish|finishes|stop|stops|over|ending)\b/.test(utterance.text);
  if (found === undefined || start === end) return undefined;
  const hours = /^an?$/.test(found.n ?? '') ? 1 : numberOf(found.n as string);
  const shift = found.way === 'later' ? hours : -hours;
  utterance.take(by);
  utterance.takeAll(quiet);
  utterance.takeAll(
    /\b(?:hours?|time|start|starts|begin|begins|starting|beginning|end|ends|ending|finish|finishes|stop|stops|over|make|let|move|the|should|shall|already|from)\b/,
  );
  const turn = (hour: number) => (hour + shift + 24) % 24;
  return start ? { from: turn(from), to } : { from, to: turn(to) };
}

/** They are of the night: where neither half is said, they begin in the evening. */
function evening(from: SaidTime, to: SaidTime | undefined): boolean {
  const hour = from.minutes / 60;
  return !from.half && hour >= 5 && hour <= 11 && (to === undefined || to.minutes / 60 <= 11);
}

function hourOf({ minutes }: SaidTime, later: boolean): number | undefined {
  const hour = minutes / 60 + (later ? 12 : 0);
  return Number.isInteger(hour) && hour <= 24 ? hour % 24 : undefined;
}
