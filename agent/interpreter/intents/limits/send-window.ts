import type { Weekday } from '../../../../engine/program/schema.ts';
import { setSendWindow } from '../../../../tools/support/edits/policies.ts';
import { takeWeekdays } from '../../slots/clock.ts';
import { type SaidTime, takeHours } from '../../slots/hours.ts';
import { mailing, policyIntent } from './frame.ts';

const all: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const window = /\bsend(?:ing)? (?:windows?|times?|hours|days)\b/;
const days =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|\b(?:weekdays?|weekends?|(?:working|business|work) (?:days|hours)|workdays|office hours)\b/;
const not =
  /\b(?:no|not|never|nobody|nothing|no one|stop|avoid|free|off|off limits|skip|except|without|taboo|forbidden)\b/;
const only =
  /\b(?:only|just|restrict(?:ed)?|limit(?:ed)?|allow(?:ed)?|may|confine(?:d)?|keep|exclusively|should|must|shall|send|mail|change|set|make|we)\b/;

/** `emails may only go out Tuesday to Thursday`, `nothing on weekends`, `sending window: 8:30 to 17:30`. */
export const limitWindow = policyIntent(
  new RegExp(`${mailing.source}|${window.source}|${days.source}`),
  ({ utterance, program }) => {
    const { text } = utterance;
    const named = window.test(text);
    if (!named && !mailing.test(text)) return undefined;
    if (
      !named &&
      !days.test(text) &&
      !/\b(?:only|restrict(?:ed)?|limit(?:ed)?|confined?|exclusively)\b/.test(text)
    )
      return undefined;
    if (/\b(?:quiet|apart|gap|account|cap|holiday|next|this|last|tomorrow|today)\b/.test(text))
      return undefined;
    const negative = not.test(
      text.replace(
        /\b(?:instead of|rather than|not|no longer|and not) (?:only )?(?:on )?(?:weekends?|\w+days?)\b.*$/,
        '',
      ),
    );
    if (!negative && !named && !only.test(text)) return undefined;
    utterance.takeAll(/\b(?:and not|not|rather than|instead of) (?:on )?(?:the )?(?:weekends?)\b(?=.*)/);
    const business = utterance.take(
      /\b(?:(?:in|during|within|at) )?(?:business|working|office|work) hours\b/,
    );
    const said = takeWeekdays(utterance);
    const span = takeHours(utterance);
    if (said.length === 0 && !span && !business) return undefined;
    if (negative && span) return undefined;
    const before = program.policies.sendWindow?.days ?? all;
    const kept = negative ? before.filter((day) => !said.includes(day)) : said;
    if (kept.length === 0 && said.length > 0) return { problem: 'One weekday must be left for sending.' };
    utterance.takeAll(not);
    utterance.takeAll(window);
    utterance.takeAll(
      /\b(?:only|just|restrict(?:ed)?|confined?|exclusively|on|between|from|to|till|until|at|during|window|time|limits|through|do|local)\b|[=>-]/,
    );
    const { from, to } = officeTimes(span?.from, span?.to);
    const weekdays = business && said.length === 0 ? all.slice(0, 5) : kept;
    return setSendWindow(program, {
      ...(weekdays.length > 0 && { days: [...weekdays] }),
      ...((from || business) && { from: from ?? '09:00' }),
      ...((to || business) && { to: to ?? '17:00' }),
    });
  },
);

/** From 9 to 5 is until the afternoon. */
function officeTimes(from: SaidTime | undefined, to: SaidTime | undefined) {
  const later = from && to && !to.half && to.minutes <= from.minutes && to.minutes < 720 ? 720 : 0;
  return { from: from && clockOf(from.minutes), to: to && clockOf(to.minutes + later) };
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
