import { dayMs, durationMs } from '../../../../engine/program/duration.ts';
import { emailAt } from '../../../../tools/support/edits/emails.ts';
import type { TrackOf } from '../../../../tools/support/edits/made.ts';
import { setSendTime } from '../../../../tools/support/edits/send-times.ts';
import {
  daysText,
  moveEmailToDay,
  setWait,
  setWaitBefore,
  spaceEmails,
} from '../../../../tools/support/edits/waits.ts';
import { emailSteps } from '../../../../tools/support/email-step.ts';
import { takeTime, takeWeekdays } from '../../slots/clock.ts';
import { takeLength } from '../../slots/durations.ts';
import { takeEmailNumbers } from '../../slots/email-number.ts';
import { asking, editIntent, emailOf, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const gap = 'waits?|waiting times?|gaps?|delays?|pauses?|intervals?|breaks?|spacing|time';
const changing =
  'make|set|change|shorten|extend|lengthen|increase|decrease|reduce|cut|raise|stretch|double|halve|adjust|update|wait|leave|put|have|let|keep|use|edit|tweak|give';
const aboutWait = new RegExp(
  `\\b(?:${gap})\\b|\\b(?:after|before|between) (?:the )?(?:e?mails?|\\w+ e?mail)\\b`,
);

/** `make the wait before email 3 five days`, `wait 2 days after email 1`, `shorten the gap between emails 2 and 3 by a day`. */
export const editWait = editIntent(changing, aboutWait, (reading) => {
  const { utterance } = reading;
  if (
    utterance.has(
      /\b(?:wait|waits|waiting) (?:until|till|for)\b(?! \d)|\bemails? (?:a|per|every|in (?:a|an|any|one|\d+))\b/,
    )
  )
    return undefined;
  const waits = utterance.take(
    new RegExp(
      `\\b(?:wait|leave|put|have) (?=\\S+ (?:\\S+ )?(?:minutes?|hours?|days?|weeks?|months?))|\\b(?:${gap})\\b`,
    ),
  );
  if (!waits) return undefined;
  utterance.take(/\bin between\b|\b(?:before|after|between)\b(?= (?:the )?(?:\w+ )?e?mails?\b)/);
  const behind = /\bafter (?:the )?(?:\w+ )?e?mail|\bafter e?mail/.test(utterance.text);
  const place = utterance.take(/\b(?:the )?(first|second|third|fourth|fifth|last) (?=\u00b7|wait)/)?.[1];
  const emails = takeEmailNumbers(utterance);
  // A wait lies between two emails; another number belongs to another wish.
  if (emails.length > 1 && !/\bbetween\b/.test(utterance.text)) return undefined;
  utterance.take(/\bfrom \d+ (?:hours?|days?|weeks?)(?= to\b)/);
  const relative = takeRelative(utterance);
  const length = takeLength(utterance, '(?:to|be|of|for|at|only|just|takes?|by)') ?? takeLength(utterance);
  utterance.take(/\blong(?:er)?\b|\bshorter\b|\binstead(?: of)?\b|\bapart\b/);
  const said =
    /\b(?:the|a|its|this|that|all|every) (?:waits?|waiting times?|gaps?|delays?)\b|\b(?:before|after) (?:the|its) e?mail\b/;
  if (emails.length === 0 && place === undefined && !said.test(utterance.text)) return undefined;
  utterance.takeAll(/\ba (?:bit|little)\b|\bsomewhat\b|\bslightly\b/);
  takeVerb(utterance, changing);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const first = place === undefined ? emailOf(of, emails[0]) : undefined;
  if (first !== undefined && typeof first !== 'number')
    return asking(
      `Which wait of ${of.track.title}${length ? '' : ', and how long shall it be'}? Say for instance “the wait before email 2, 5 days”. ${nothing}`,
    );
  const numbers = emails.map((number) => emailOf(of, number) as number);
  const number = emails.length > 1 ? Math.max(...numbers) : behind ? (first ?? 0) + 1 : first;
  if (!length) return asking(`How long shall that wait be? For instance “5 days”. ${nothing}`);
  const text = relative ? relatively(of, number ?? 0, relative, length.text) : length.text;
  if (typeof text !== 'string') return text;
  if (number !== undefined) return setWaitBefore(of, number, text);
  const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
  return setWait(of, place === 'last' ? -1 : ordinals.indexOf(place ?? '') + 1, text);
});

export type Relative = 'longer' | 'shorter';

function takeRelative(utterance: Reading['utterance']): Relative | undefined {
  const by = utterance.take(/\bby (?=\S+ (?:hours?|days?|weeks?)\b)/) !== undefined;
  if (utterance.take(/\blonger\b|\bmore\b/)) return 'longer';
  if (utterance.take(/\bshorter\b|\bless\b/)) return 'shorter';
  if (!by) return undefined;
  return utterance.has(/\b(?:shorten|reduce|cut|decrease|lower)\b/) ? 'shorter' : 'longer';
}

/** The wait as it is now, so much longer or shorter. */
export function relatively(
  of: TrackOf,
  number: number,
  relative: Relative,
  by: string,
): string | { problem: string } {
  const now = emailAt(of, number);
  if ('problem' in now) return now;
  const before = number > 1 ? emailAt(of, number - 1) : undefined;
  const from = number === 1 ? 1 : before && 'day' in before ? before.day : undefined;
  if (now.day === undefined || from === undefined || durationMs(by) % dayMs !== 0)
    return { problem: `How long that wait is now depends on the lead; say how long it shall be.` };
  const days = now.day - from + (relative === 'longer' ? 1 : -1) * (durationMs(by) / dayMs);
  return days < 1
    ? {
        problem: `The wait before email ${number} is ${daysText(now.day - from)} now; it cannot be that much shorter.`,
      }
    : daysText(days);
}

const spaced =
  /\b(?:every|each|apart|weekly|daily|biweekly|fortnightly|(?:a|per|once a|twice a|one a) (?:day|week|month|fortnight))\b/;

/** `send an email every 5 days on the SMB fast track`, `space its emails a week apart`, `make it weekly`. */
export const editSpacing = editIntent(
  'send|space|spread|make|set|change|have|let|slow|speed|put|email|mail|go',
  spaced,
  (reading) => {
    const { utterance } = reading;
    if (
      utterance.has(
        /\b(?:at most|no more|maximum|max|up to|not more|more than|limit|cap|capped|build|create|points?)\b|\bif\b|\bwhen\b/,
      )
    )
      return undefined;
    if (!utterance.has(/\be?mails?\b|\b(?:track|sequence|campaign|it|spacing|cadence|rhythm|pace)\b/))
      return undefined;
    const days = takeRhythm(utterance);
    if (days === undefined) return undefined;
    utterance.take(/\b(?:an?|one|its|the|all|all the) e?mails?\b|\be?mails?\b/);
    utterance.takeAll(/\b(?:apart|spacing|cadence|rhythm|pace|frequency|of|down|up|out|evenly)\b/);
    takeVerb(utterance, 'send|space|spread|make|set|change|have|let|slow|speed|put|email|mail|go');
    const of = takeTrack(reading);
    return isPlan(of) ? of : spaceEmails(of, days);
  },
);

export function takeRhythm(utterance: Reading['utterance']): number | undefined {
  const word = utterance.take(
    /\b(?:once a week|one a week|weekly|every week|each week|per week|a week(?! apart)|daily|every day|each day|a day(?! apart)|per day|biweekly|fortnightly|every other week|every second week|every other day|every second day|every fortnight|twice a week|every month|monthly|once a month)\b/,
  )?.[0];
  if (word) return rhythms.find(([pattern]) => pattern.test(word))?.[1];
  utterance.take(/\b(?:every|each)\b/);
  const length = takeLength(utterance);
  return length?.days;
}

const rhythms: readonly (readonly [RegExp, number])[] = [
  [/twice a week/, 3],
  [/other week|second week|biweekly|fortnight/, 14],
  [/other day|second day/, 2],
  [/week/, 7],
  [/month/, 30],
  [/da(?:y|ily)/, 1],
];

const moving = 'move|shift|push|pull|postpone|delay|bring|send|put|reschedule|schedule|go';
const toDay = /\b(?:(?:on|to|until|for|at) )?(?:the )?day (\d+)\b/;
const direction = /\b(later|back|earlier|sooner|forward|ahead|up|postpone|delay|push|advance)\b/;

/** `move email 2 of the SMB fast track two days later`, `send email 3 on day 9`. */
export const editEmailDay = editIntent(moving, /\b(?:e?mails?|message)\b/, (reading) => {
  const { utterance } = reading;
  if (
    !direction.test(utterance.text) &&
    !toDay.test(utterance.text) &&
    !/\bby \w+ (?:days?|weeks?)\b/.test(utterance.text)
  )
    return undefined;
  if (utterance.has(/\btests?\b/)) return undefined;
  const [said, ...others] = takeEmailNumbers(utterance);
  if (others.length > 0 || (said === undefined && !utterance.has(/\b(?:the|its) (?:only )?e?mail\b/)))
    return undefined;
  utterance.take(/\bfrom (?:the )?day \d+\b/);
  const day = utterance.take(toDay)?.[1];
  const by = day === undefined ? (takeLength(utterance, 'by') ?? takeLength(utterance)) : undefined;
  const earlier = utterance.has(/\b(?:earlier|sooner|forward|ahead|advance|bring)\b/);
  utterance.takeAll(direction);
  utterance.takeAll(/\bgo out\b|\bout\b/);
  takeVerb(utterance, moving);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const number = emailOf(of, said);
  if (typeof number !== 'number') return number;
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const place = emailSteps(of.track).findIndex(({ step }) => step === email.step) + 1;
  if (day === undefined && by?.days === undefined)
    return asking(
      `To which day, or by how many days? Say “move email ${place} of ${of.track.title} two days later” or “… to day 6”. ${nothing}`,
    );
  if (day === undefined && email.day === undefined) return moveEmailToDay(of, place, 0);
  return moveEmailToDay(
    of,
    place,
    day === undefined ? (email.day as number) + (earlier ? -1 : 1) * (by?.days as number) : Number(day),
  );
});

const sending = 'send|schedule|deliver|make|set|change|have|let|move|email|mail|put|go|only send';
const clockWords =
  /\b(?:\d{1,2} ?[ap] ?m|\d{1,2} , \d{2}|noon|midday|midnight|o ?clock|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|at \d{1,2})\b/;

/** `send email 2 at 9 am`, `send the emails of the enterprise track on Tuesdays at 10`. */
export const editSendTime = editIntent(sending, clockWords, (reading) => {
  const { utterance } = reading;
  if (
    !utterance.has(/\b(?:e?mails?|messages?|track|sequence|sends?|it)\b/) ||
    utterance.has(/\b(?:quiet|tests?|try|experiment|between|holidays?|vs|versus|not|never|no)\b|\bto me\b/)
  )
    return undefined;
  const emails = takeEmailNumbers(utterance);
  const weekday = takeWeekdays(utterance);
  const time =
    takeTime(utterance, '(?:at |around |from )?(?=\\d{1,2}(?: ?[ap] ?m| , \\d)|noon|mid)') ??
    takeTime(utterance, 'at ');
  if (!time && weekday.length === 0) return undefined;
  utterance.take(/\b(?:every|all|each)(?: (?:of )?(?:the|its))?(?: e?mails?)?\b/);
  utterance.take(/\b(?:in the )?(?:morning|afternoon|evening|local time|their time|lead time|oclock)\b/);
  utterance.takeAll(/\b(?:only|out|sending|send time|sends)\b/);
  takeVerb(utterance, sending);
  // Without a track it is a policy for all of them.
  if (
    emails.length === 0 &&
    !utterance.has(/\b(?:track|sequence|campaign|it|its)\b/) &&
    utterance.free().filter((word) => !/^(?:e?mails?|our|the|all|marketing)$/.test(word)).length === 0
  )
    return undefined;
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const which = emails.map((number) => (number === -1 ? emailSteps(of.track).length : number));
  const at = { ...(time && { time }), ...(weekday.length > 0 && { weekday }) };
  if (which.length > 1) return { problem: 'Say the time of one email at a time, or of all of a track.' };
  return setSendTime(of, which[0] ?? 'all', at);
});
