import type { Utterance } from '../words/utterance.ts';

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const month = `(?<month>${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;
const patterns = [
  /\b(?:on )?(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})\b/,
  new RegExp(
    `\\b(?:on )?(?:the )?(?<d>\\d{1,2})(?: ?(?:st|nd|rd|th))?(?: of)? ${month}(?: ,? ?(?<y>\\d{4}))?\\b`,
  ),
  new RegExp(`\\b(?:on )?${month} (?:the )?(?<d>\\d{1,2})(?: ?(?:st|nd|rd|th))?(?: ,? ?(?<y>\\d{4}))?\\b`),
];

/** `24 and 25 December`: the month is said once. */
const days = new RegExp(
  `\\b(?:on )?(?:the )?(?<days>\\d{1,2}(?: ?(?:st|nd|rd|th))?(?: ?(?:,|and|or) ?(?:the )?\\d{1,2}(?: ?(?:st|nd|rd|th))?)+)(?: of)? ${month}(?: ,? ?(?<y>\\d{4}))?\\b`,
);

/** Days that need no date to be known by. */
const feasts: readonly (readonly [RegExp, m: string, d: string])[] = [
  [/\b(?:on )?(?:christmas|xmas) eve\b/, '12', '24'],
  [/\b(?:on )?(?:christmas|xmas)(?: day)?\b/, '12', '25'],
  [/\b(?:on )?boxing day\b/, '12', '26'],
  [/\b(?:on )?new years? eve\b/, '12', '31'],
  [/\b(?:on )?new years?(?: day)?\b/, '01', '01'],
];

/** Days of the calendar as `2026-12-24`; without a year the next one to come. */
export function takeDates(utterance: Utterance, now: number): string[] {
  const joined = utterance
    .takeAll(days)
    .flatMap(({ groups = {} }) =>
      [...(groups.days ?? '').matchAll(/\d{1,2}/g)].flatMap(([d]) => dateOf({ ...groups, d }, now) ?? []),
    );
  if (joined.length > 0) return [...joined, ...takeDates(utterance, now)];
  const dated = patterns.flatMap((pattern) =>
    utterance.takeAll(pattern).flatMap(({ groups = {} }) => dateOf(groups, now) ?? []),
  );
  if (dated.length > 0) return dated;
  return feasts.flatMap(([pattern, m, d]) =>
    utterance.takeAll(pattern).flatMap(() => dateOf({ m, d }, now) ?? []),
  );
}

function dateOf(
  { y, m, month: name, d }: Record<string, string | undefined>,
  now: number,
): string | undefined {
  const inYear =
    m === undefined ? months.findIndex((full) => full.startsWith((name ?? '').slice(0, 3))) : Number(m) - 1;
  const today = new Date(now);
  const of = (year: number) => new Date(Date.UTC(year, inYear, Number(d)));
  const year = y === undefined ? today.getUTCFullYear() : Number(y);
  const found = y === undefined && of(year).getTime() < now - 86_400_000 ? of(year + 1) : of(year);
  return found.getUTCDate() === Number(d) ? found.toISOString().slice(0, 10) : undefined;
}
