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

/** Days of the calendar as `2026-12-24`; without a year the next one to come. */
export function takeDates(utterance: Utterance, now: number): string[] {
  return patterns.flatMap((pattern) =>
    utterance.takeAll(pattern).flatMap(({ groups = {} }) => dateOf(groups, now) ?? []),
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
