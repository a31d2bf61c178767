import { numberOf, numberSource } from '../../slots/numbers.ts';
import type { Utterance } from '../../words/utterance.ts';

/** `on day 1, day 4 and day 10`, `on days 1, 4 and 10`: when its emails go out. */
export function takeDays(utterance: Utterance): number[] {
  const several = utterance.take(
    /\b(?:on )?days? \d+(?:(?: ,)?(?: and| then)?(?: (?:one|1|another|a second|a third|the (?:second|third|fourth|next|last|other)))?(?: (?:e ?)?mails?)?(?: on)?(?: day)? \d+\b(?! (?:weeks?|months?|emails?)))+/,
  );
  const days = (several?.[0].match(/\d+/g) ?? []).map(Number);
  if (days.length > 0) {
    utterance.take(
      /\b(?:with |and )?(?:an?|one|1|the first) (?:e ?)?mail(?: (?:goes|going|sent|goes out))? (?=·)/,
    );
    utterance.take(
      /\b(?:the |its |with )?emails? (?:should |shall |must |are to |to )?(?:go(?:ing)? out|be sent|sent|come|on|go)\b/,
    );
  }
  return days;
}

/** How long it runs, in weeks from 1 to 52; a month is a twelfth of a year. */
export function takeWeeks(utterance: Utterance): number | undefined {
  const match =
    utterance.take(
      new RegExp(
        `(?<!\\b(?:last|past|previous|within|every|each|least|than)(?: the)? )\\b(?:(?:over|for|in|lasting|running|runs|of) )?(?:the (?:next|course of) )?(?:about )?(${numberSource}) (week|month|day)s?(?: (?:long|in (?:all|total)|altogether))?\\b`,
      ),
    ) ??
    utterance.take(/\b(?:lasting|for|over|runs|running|takes|of) (an?) (month|week)\b/) ??
    utterance.take(/\b(?:weeks|length|duration)(?: ,| =| is)? (\d+)(?: (week)s?)?(?= ,|$)/);
  if (!match) return undefined;
  const n = /^an?$/.test(match[1] as string) ? 1 : numberOf(match[1] as string);
  const weeks =
    match[2] === 'week' || match[2] === undefined
      ? n
      : match[2] === 'month'
        ? Math.round((n * 365) / 84)
        : Math.ceil(n / 7);
  return Math.min(52, Math.max(1, weeks));
}

/** How many emails, or how far apart. */
export function takeRhythm(utterance: Utterance): { email_count?: number; every_days?: number } {
  const every = utterance.take(
    new RegExp(
      `\\b(?:(?:an?|one|1) (?:e ?)?mails? )?(?:(?:every (?:(?<n>${numberSource}|other|second) )?(?<unit>day|week)s?)|(?<word>weekly|daily|biweekly|fortnightly|(?:(?<=mails? )an?|per|each|every) fortnight|twice a week|once a week|(?<=mails? )(?:a|per|each) (?:week|day)))\\b(?: (?:e ?)?mails?)?`,
    ),
  );
  const count =
    utterance.take(
      new RegExp(
        `\\b(?:(?:with|of|and|in|containing|having) )?(?<n>${numberSource}) (?:e ?)?(?:mails?|touch(?:es)?|messages?)\\b`,
      ),
    ) ?? utterance.take(new RegExp(`\\be ?mails? ,(?: number)? (?<n>${numberSource})(?= ,|$)`));
  return {
    ...(count && { email_count: Math.min(20, numberOf(count.groups?.n as string)) }),
    ...(every && !count && { every_days: gapOf(every.groups ?? {}) }),
  };
}

function gapOf(groups: Record<string, string | undefined>): number {
  const words: Readonly<Record<string, number>> = {
    weekly: 7,
    'once a week': 7,
    daily: 1,
    'a day': 1,
    'per day': 1,
    'each day': 1,
    'a week': 7,
    'per week': 7,
    'each week': 7,
    'a fortnight': 14,
    'per fortnight': 14,
    'each fortnight': 14,
    'every fortnight': 14,
    biweekly: 14,
    fortnightly: 14,
    'twice a week': 3,
  };
  if (groups.word) return words[groups.word] ?? 7;
  const n = groups.n === undefined ? 1 : /other|second/.test(groups.n) ? 2 : numberOf(groups.n);
  return n * (groups.unit === 'week' ? 7 : 1);
}
