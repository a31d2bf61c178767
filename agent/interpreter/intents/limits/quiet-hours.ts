import { setQuietHours } from '../../../../tools/support/edits/policies.ts';
import { type SaidTime, takeHours } from '../../slots/hours.ts';
import { mailing, policyIntent } from './frame.ts';

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
    const span = takeHours(utterance);
    if (!span) return undefined;
    const before = program.policies.quietHours;
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

/** They are of the night: where neither half is said, they begin in the evening. */
function evening(from: SaidTime, to: SaidTime | undefined): boolean {
  const hour = from.minutes / 60;
  return !from.half && hour >= 5 && hour <= 11 && (to === undefined || to.minutes / 60 <= 11);
}

function hourOf({ minutes }: SaidTime, later: boolean): number | undefined {
  const hour = minutes / 60 + (later ? 12 : 0);
  return Number.isInteger(hour) && hour <= 24 ? hour % 24 : undefined;
}
