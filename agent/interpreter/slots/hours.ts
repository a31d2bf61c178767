import type { Utterance } from '../words/utterance.ts';
import { numberOf, numberSource } from './numbers.ts';

const half = '(?:a ?m|p ?m|in the (?:morning|evening|afternoon)|at night|mornings?|evenings?)';
const clock = (k: string) =>
  `(?:(?<h${k}>\\d{1,2}|${numberSource})(?: ?[,.] ?(?<m${k}>[0-5]\\d))?(?: ?o ?clock)?(?: ?(?<x${k}>${half}))?|(?<w${k}>midnight|noon|midday))(?! ?(?:%|days?|weeks?|months?|e ?mails?|mails?|hours? ))(?: ?hours?)?`;

/** A time of the day as it was said, in minutes; `half` where it said which half of the day. */
export interface SaidTime {
  minutes: number;
  half: boolean;
}

export interface SaidSpan {
  from?: SaidTime;
  to?: SaidTime;
}

const link = '(?:(?:to|and|or|until|untill|till|til|through|thru|nor|up to|-|–|- >) (?:before |until )?|-)';

/** `10pm-7am`, whose hyphen is gone. */
const halves =
  /\b(?<h1>\d{1,2})(?: ?, ?(?<m1>[0-5]\d))? ?(?<x1>[ap] ?m) ?(?<h2>\d{1,2})(?: ?, ?(?<m2>[0-5]\d))? ?(?<x2>[ap] ?m)\b/;

/** The first span of the day: `from nine in the evening until seven`, `22-7`, `after 9 pm and before 6`; or one end of it. */
export function takeHours(utterance: Utterance): SaidSpan | undefined {
  const reversed = utterance.take(
    new RegExp(
      `\\b(?:before|until|till) ${clock('2')} ?(?:,|and|or|nor)* ?(?:after|from|past) ${clock('1')}\\b`,
    ),
  );
  const both =
    reversed ??
    utterance.take(
      new RegExp(`\\b(?:between |from |after |past |of |at )*${clock('1')} ?,? ?${link}${clock('2')}\\b`),
    ) ??
    utterance.take(
      new RegExp(`\\b(?:between |from |after )?(?<h1>\\d{1,2})-(?<h2>\\d{1,2})\\b(?: ?(?<x2>${half}))?`),
    );
  const beside = both ?? utterance.take(halves);
  if (beside) return { from: timeOf(beside.groups ?? {}, '1'), to: timeOf(beside.groups ?? {}, '2') };
  const end = utterance.take(
    new RegExp(
      `\\b(?:until|untill|till|til|before|(?:end|ends|finish|stop)(?:ing)? (?:at|by|only at)) ${clock('2')}\\b`,
    ),
  );
  if (end) return { to: timeOf(end.groups ?? {}, '2') };
  const begin = utterance.take(
    new RegExp(
      `\\b(?:(?:begin|begins|start|starts)(?:ning|ing)? (?:at|from|by|only at)|after|from|past|later than) ${clock('1')}\\b`,
    ),
  );
  return begin && { from: timeOf(begin.groups ?? {}, '1') };
}

function timeOf(groups: Record<string, string | undefined>, k: string): SaidTime {
  const [h, m, x, word] = [groups[`h${k}`], groups[`m${k}`], groups[`x${k}`], groups[`w${k}`]];
  if (word) return { minutes: word === 'midnight' ? 0 : 720, half: true };
  const hour = numberOf(h ?? '0');
  const late = x !== undefined && /^p|evening|night|afternoon/.test(x);
  const early = x !== undefined && /^a|morning/.test(x);
  const on = late && hour < 12 ? hour + 12 : (early || /night/.test(x ?? '')) && hour === 12 ? 0 : hour;
  return {
    minutes: on * 60 + Number(m ?? 0),
    half: x !== undefined || hour > 12 || hour === 0 || (h?.length === 2 && h.startsWith('0')),
  };
}
