import { numberWords, valueOfWords } from './number-words.ts';
import { comparable } from './plain.ts';
import { type Unit, unitAfter, unitBefore } from './units.ts';

/** A figure in a text. */
export interface Figure {
  /** As it was said, with its unit. */
  text: string;
  /** What it may mean: `1.234` is 1234 where full stops part thousands, and 1.234 elsewhere. */
  values: readonly number[];
  unit?: Unit;
  /** Its unit stands elsewhere, as in a row of a table. */
  anyUnit?: boolean;
}

const digits = String.raw`(?:\d{1,3}(?:[ '][0-9]{3})+(?!\d)|\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?`;
const figure = new RegExp(
  String.raw`(?<![\p{L}\d_])(?:(?<a>\d+)⁄(?<b>\d+)|(?<digits>${digits})(?<scale>k|m|bn|b|mio)?(?![\p{L}_]{2,}\d)|(?<words>\b${numberWords}\b))`,
  'giu',
);
const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mio: 1e6, b: 1e9, bn: 1e9 };
const scaleWord = /^[ -]?(thousand|million|billion|mio|mrd|bn)\b\.?/i;
const scaleWords: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  mio: 1e6,
  billion: 1e9,
  mrd: 1e9,
  bn: 1e9,
};
/** Between the ends of a range and the parts of a list, which share the unit of the last. */
const joint = /^\s*(?:-|to|and|or|bis|und|oder|,|\/|until)\s*$/i;

/** Every figure of a text: numbers of all scripts with their units, percentages, words for numbers, both ends of a range. */
export function figuresOf(text: string): Figure[] {
  const line = comparable(text)
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/\[\d+\]/g, ' ');
  const found: { start: number; end: number; figure: Figure }[] = [];
  for (const match of line.matchAll(figure)) {
    // `million` in `2.5 million` belongs to what was read before it.
    const read = (match.index as number) < (found.at(-1)?.end ?? 0) ? undefined : readFigure(line, match);
    if (read) found.push(read);
  }
  for (let i = found.length - 2; i >= 0; i--) {
    const [here, next] = [found[i], found[i + 1]] as [(typeof found)[0], (typeof found)[0]];
    if (here.figure.unit !== undefined || next.figure.unit === undefined) continue;
    if (!joint.test(line.slice(here.end, next.start))) continue;
    here.figure = { ...here.figure, unit: next.figure.unit };
  }
  return found.map(({ figure: one }) => one);
}

function readFigure(line: string, match: RegExpMatchArray) {
  const { a, b, digits: number, scale, words } = match.groups as Record<string, string | undefined>;
  const start = match.index as number;
  let end = start + match[0].length;
  let values: number[];
  if (words !== undefined) {
    const value = valueOfWords(words);
    if (value === undefined) return undefined;
    values = [value];
  } else if (a !== undefined) {
    values = [Number(a) / Number(b)];
  } else {
    values = readings(number as string);
    const factor = scales[scale?.toLowerCase() ?? ''];
    // `5m` may be five metres as well.
    if (factor !== undefined) values = [...values, ...values.map((value) => value * factor)];
    else if (/^\p{L}\d/u.test(line.slice(end, end + 2))) return undefined;
  }
  const more = scaleWord.exec(line.slice(end));
  if (more && words === undefined) {
    const factor = scaleWords[(more[1] as string).toLowerCase()] as number;
    values = values.map((value) => value * factor);
    end += more[0].length;
  }
  const after = unitAfter(line.slice(end));
  const before = unitBefore(line.slice(0, start));
  const unit = before?.unit ?? after?.unit;
  // `one` is a pronoun more often than a number.
  if (words?.toLowerCase() === 'one' && unit === undefined) return undefined;
  const from = before ? start - before.length : start;
  const to = before === undefined && after ? end + after.length : end;
  const row = line.slice(line.lastIndexOf('\n', start) + 1, start).trimStart();
  return {
    start: from,
    end: to,
    figure: {
      text: line.slice(from, to).trim(),
      values,
      ...(unit && { unit }),
      ...(row.startsWith('|') && { anyUnit: true }),
    },
  };
}

/** What digits with separators may mean, in either convention. */
function readings(digitsAndMarks: string): number[] {
  const bare = digitsAndMarks.replace(/[ ']/g, '');
  const marks = [...bare.replace(/\d/g, '')];
  if (marks.length === 0) return [Number(bare)];
  const last = marks.at(-1) as string;
  const whole = Number(bare.replace(/[.,]/g, ''));
  const decimal = Number(bare.replace(/[.,](?=.*[.,])/g, '').replace(',', '.'));
  if (marks.length > 1 && marks.every((mark) => mark === last)) return [whole];
  if (marks.length > 1) return [decimal];
  const grouped = /^\d{1,3}[.,]\d{3}$/.test(bare) && !bare.startsWith('0');
  return grouped ? [whole, decimal] : [decimal];
}
