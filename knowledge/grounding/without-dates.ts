/** With a capital: `18 may click` is no date. */
const month =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const day = '(?:[12]\\d|3[01]|0?[1-9])';
const ordinal = '\\d{1,3}(?:st|nd|rd|th)';
const year = '(?:19|20)\\d{2}';
const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?';
/** What may stand behind the day of `March 18`; `March 18 leads` is a count. */
const behind = `(?=,? ${year}|\\s*(?:[,.;:)\\]–-]|$|at\\b|UTC\\b|and\\b|to\\b|until\\b))`;
const dates = new RegExp(
  [
    `\\b${year}-\\d{2}-\\d{2}(?:[T ,]+${clock}Z?)?`,
    `\\b${year}-(?:\\d{2}|W\\d{2}|Q[1-4])\\b`,
    `\\b(?:${ordinal}|${day})(?: of)? ${month}(?:,? ${year})?(?!\\p{L})`,
    `\\b${month} (?:${ordinal}|${day})(?:[-–]${day})?${behind}(?:,? ${year})?`,
    `\\b(?:${month}|Q[1-4]),? ${year}\\b`,
    `\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|of|[Ff]rom|to|[Bb]y) ${year}\\b(?![-–]\\d| \\p{L})`,
    `\\b${clock}\\b`,
    `\\b${ordinal}\\b`,
  ].join('|'),
  'gu',
);

/** The text without dates, times of day and ordinals: they are said without being measured. */
export function withoutDates(text: string): string {
  return text.replace(dates, ' ');
}
