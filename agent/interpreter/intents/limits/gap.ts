import { setMinimumGap } from '../../../../tools/support/edits/policies.ts';
import { takeLength } from '../../slots/durations.ts';
import { asking, nothing } from '../edit/frame.ts';
import { mailing, policyIntent } from './frame.ts';

const apart =
  /\b(?:gaps?|apart|spacing|distance|breathers?|breaks?|pauses?|rest|breathing space|between|btw|alone|peace|wait at least|(?:nobody|no one|nothing)(?= .*\bafter (?:an?|each|every|any|one) (?:e ?mail|mail|message)\b|.* (?:for|within) .* after\b)|after (?:an?|each|every|any|one) (?:e ?mail|mail|message)(?= .*\b(?:nobody|no one|nothing)\b))\b|\b(?:never|not|no|nobody|no one) .*\b(?:two|2|several|multiple|twice)\b.*\bwithin\b/;

/** `at least two days between emails`, `two emails must be 48 hours apart`. */
export const limitGap = policyIntent(apart, ({ utterance }) => {
  const { text } = utterance;
  if (!mailing.test(text) && !/\b(?:minimum|min) gap\b/.test(text)) return undefined;
  if (/\b(?:tracks?|steps?|e ?mails? \d|waits?)\b/.test(text)) return undefined;
  if (/\b(?:quiet|am|pm|o clock|hold ?out|\d+ and \d+|\d+ , \d\d)\b/.test(text)) return undefined;
  utterance.takeAll(
    /\b(?:between |btw )?(?:any |the )?(?:two|2|consecutive|subsequent|any) (?:consecutive |marketing |subsequent )?(?:e ?mails?|mails?|messages?)\b/,
  );
  utterance.takeAll(
    /\b(?:instead of|rather than|not) (?:the )?(?:\d+|an?|one|two|three|four|five) (?:hours?|days?|weeks?)\b/,
  );
  const length =
    takeLength(utterance, 'at least|minimum(?: of)?|a minimum of|no less than|not less than|of|to|=|is') ??
    takeLength(utterance);
  utterance.takeAll(apart);
  utterance.takeAll(
    /\b(?:minimum|min|at least|least|any|same|never|not|no|do|send|within|inside|to|of|for|leads?|persons?|people|contacts?|recipients?|pass|one|lie|space|consecutive|no less than|in|left|leave|someone|somebody|whoever|who|got|gets|receive[sd]?|after|before|the next(?: 1| one)?|next|another|give|every|each|twice|hear(?:s)? from us|from us|nobody|no one|should|has had|had)\b|[=>]/,
  );
  if (!length)
    return /\b(?:gap|spacing)\b/.test(text) &&
      /\b(?:change|set|raise|lower|widen|increase|introduce)\b/.test(text)
      ? asking(`How long, at least, between two emails to a lead? Say it such as “2 days”. ${nothing}`)
      : undefined;
  return setMinimumGap(length.text);
});
