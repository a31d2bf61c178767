import { emailAt } from '../../../../../tools/support/edits/emails.ts';
import { setSendTime } from '../../../../../tools/support/edits/send-times.ts';
import { moveEmailToDay, setWaitBefore, spaceEmails } from '../../../../../tools/support/edits/waits.ts';
import { emailSteps } from '../../../../../tools/support/email-step.ts';
import { takeTime, takeWeekdays } from '../../../slots/clock.ts';
import { takeLength } from '../../../slots/durations.ts';
import { earlier, later, lengthening, moving, shortening } from '../../../words/track-verbs.ts';
import { asking, nothing } from '../frame.ts';
import { relatively, takeRhythm } from '../timing.ts';
import { type Frame, hasWords, takeDay, takeEmails, takeWords } from './slots.ts';

const gap =
  'waits?|waiting(?: times?| periods?)?|gaps?|delays?|pauses?|intervals?|breaks?|spacing|distance|breathing (?:space|room)|time';
const condition =
  /\b(?:if|when|whenever|unless|until|till|whoever|who|points?|score|at most|up to|max(?:imum)?|within|no longer than)\b/;

/** `email 2 on day 5`: the day of one email. */
export const dayFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (!/\bday\b/.test(utterance.text) || condition.test(utterance.text)) return undefined;
  if (
    /\b(?:after|before|between|another|extra|additional|one more|new)\b/.test(
      utterance.text.replace(/\bbefore ,/, ''),
    )
  ) {
    if (!new RegExp(`\\b(?:${gap})\\b (?:before|ahead of)`).test(utterance.text)) return undefined;
    utterance.take(new RegExp(`\\b(?:the )?(?:${gap}) (?:before|ahead of)\\b`));
  }
  const day = takeDay(utterance);
  if (day === undefined) return undefined;
  const emails = takeEmails(slots);
  const only = emails.length === 0 && emailSteps(of.track).length === 1 && hasWords(utterance, 'email|it');
  const [email] = only ? [1] : emails;
  if (email === undefined || emails.length > 1 || utterance.quotes.length > 0) return undefined;
  takeWords(utterance, `${moving}|${lengthening}|${later}|${earlier}`);
  return moveEmailToDay(of, email, day);
};

/** The email itself is put off, and those behind it are not. */
const delayed = /\bdelay (?:the )?(?:\S+ ){0,5}?email\b.*\bby\b|\bemail\b.*\b(?:be|get) delayed by\b/;

/** `wait 2 days after email 1`, `5 days between emails 2 and 3`: how long it is from one email to the next. */
export const waitFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  const { text } = utterance;
  if (condition.test(text) || hasWords(utterance, 'later|earlier|sooner|every|each')) return undefined;
  if (delayed.test(text)) return undefined;
  const place = /\b(?<where>before|ahead of|prior to|after|behind|following|between)\b/.exec(text)?.groups
    ?.where;
  const emails = takeEmails(slots);
  // An email may be called by what it sends, such as “The cost of waiting”.
  const says = new RegExp(`\\b(?:${gap}|hold|held)\\b`).test(utterance.free().join(' '));
  if (!says && place === undefined) return undefined;
  if (
    !says &&
    !/\b(?:before|after|between|behind|following|ahead of|prior to) (?:the )?(?:\w+ ){0,2}(?:emails?|next|\d)/.test(
      text,
    )
  )
    return undefined;
  const count = emailSteps(of.track).length;
  const only = emails.length === 0 && count === 1 && /\b(?:email|it|wait)\b/.test(text);
  const [first, second, ...others] = only ? [1] : emails;
  if (first === undefined || others.length > 0) return undefined;
  const between = place === 'between';
  if (second !== undefined && !between && !/\bfrom (?:the )?(?:email \S+|\w+ email) to\b/.test(text))
    return undefined;
  if (second !== undefined && Math.abs(first - second) !== 1) return undefined;
  const behind = place === 'after' || place === 'behind' || place === 'following';
  const number = between ? Math.max(first, second ?? first) : behind ? first + 1 : first;
  utterance.takeAll(
    /\b(?:before|ahead of|prior to|after|behind|following|in between|between)\b(?: the next (?:one|email))?/,
  );
  utterance.takeAll(/\b(?:the )?next (?:one|email)\b/);
  const more = utterance.has(/\b(?:by|longer|more|extra|additional|another|shorter|less|fewer)\b/);
  utterance.takeAll(/\bby\b|\banother\b/);
  const length = takeLength(utterance, '(?:to|be|of|for|at|only|just|takes?|=)') ?? takeLength(utterance);
  const shorter = takeWords(utterance, shortening);
  const longer = takeWords(utterance, lengthening);
  const relative = more ? (shorter ? 'shorter' : 'longer') : undefined;
  utterance.takeAll(
    new RegExp(`\\b(?:${gap})\\b|\\b(?:a (?:bit|little)|somewhat|slightly|apart|too|long|=)\\b|=`),
  );
  takeWords(utterance, `${moving}|back|each|pass|goes|going|go`);
  if (!length)
    return longer || shorter || says
      ? asking(
          `How long shall the wait before email ${number} of ${of.track.title} be? For instance “5 days”. ${nothing}`,
        )
      : undefined;
  const wait = relative ? relatively(of, number, relative, length.text) : length.text;
  return typeof wait === 'string' ? setWaitBefore(of, number, wait) : wait;
};

/** `email 2 two days later`. */
export const shiftFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  const { text } = utterance;
  if (condition.test(text) || hasWords(utterance, `before|after|between|every|each`)) return undefined;
  const sooner =
    new RegExp(`\\b(?:${earlier})\\b`).test(text) &&
    !/\b(?:later|back|out by|postpone|delay|push)\b/.test(text);
  if (!sooner && !new RegExp(`\\b(?:${later}|by)\\b`).test(text)) return undefined;
  const emails = takeEmails(slots);
  const [email = emailSteps(of.track).length === 1 ? 1 : undefined] = emails;
  if (email === undefined || emails.length > 1) return undefined;
  const by = takeLength(utterance, 'by|for') ?? takeLength(utterance);
  takeWords(utterance, `${moving}|${later}|${earlier}|by`);
  const at = emailAt(of, email);
  if ('problem' in at) return at;
  if (by?.days === undefined || at.day === undefined) return undefined;
  return moveEmailToDay(of, email, at.day + (sooner ? -1 : 1) * by.days);
};

const pace =
  /\b(?:slow(?:er|s|ed|ing)?|speed(?:s|ed|ing)?|fast(?:er)?|quick(?:er)?|accelerat\w+|decelerat\w+|pace|tempo|rhythm|cadence|too (?:fast|slow|quick))\b/;

/** `slow it down`: how much is asked for. */
export const paceFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (!pace.test(utterance.text) || /\d/.test(utterance.text) || condition.test(utterance.text))
    return undefined;
  if (takeEmails(slots).length > 0 || hasWords(utterance, 'points?|sales|tasks?|score')) return undefined;
  utterance.takeAll(pace);
  utterance.takeAll(/\b(?:down|up|a (?:bit|little)|it|its|emails?|the|of|at|in|a|too|more)\b/);
  takeWords(utterance, moving);
  return asking(
    `How many days shall be between the emails of ${of.track.title}? Say for instance “every 5 days”. ${nothing}`,
  );
};

const clockWords =
  /\b(?:\d{1,2} ?[ap] ?m|\d{1,2} , \d{2}|noon|midday|midnight|o ?clock|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|at \d{1,2})\b/;
const often =
  /\b(?:every|each|weekly|daily|biweekly|fortnightly|(?:a|per|once a|twice a|one a) (?:day|week|month|fortnight))\b/;

/** `its emails on Tuesdays at 9`, and how many days apart they are. */
export const timeFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (
    condition.test(utterance.text) ||
    hasWords(utterance, 'not|never|no|between|limit|cap|more than|add|another')
  )
    return undefined;
  if (clockWords.test(utterance.text)) {
    const emails = takeEmails(slots);
    const weekday = takeWeekdays(utterance);
    const time =
      takeTime(utterance, '(?:at |around |from |by )?(?=\\d{1,2}(?: ?[ap] ?m| , \\d)|noon|mid)') ??
      takeTime(utterance, 'at ');
    if ((!time && weekday.length === 0) || emails.length > 1) return undefined;
    utterance.takeAll(
      /\b(?:every|all|each|only|always|in the|mornings?|afternoons?|evenings?|local|their|time|sends?|out)\b/,
    );
    takeWords(utterance, moving);
    return setSendTime(of, emails[0] ?? 'all', {
      ...(time && { time }),
      ...(weekday.length > 0 && { weekday }),
    });
  }
  if (!often.test(utterance.text) || takeEmails(slots).length > 0) return undefined;
  const days = takeRhythm(utterance);
  if (days === undefined) return undefined;
  utterance.takeAll(/\b(?:an?|one|its|the|all|all the) emails?\b(?: (?:a|per|every|each) week)?|\bemails?\b/);
  utterance.takeAll(
    /\b(?:apart|spacing|cadence|rhythm|pace|frequency|of|down|up|out|evenly|space|spread|slow|speed|one)\b/,
  );
  takeWords(utterance, moving);
  return spaceEmails(of, days);
};
