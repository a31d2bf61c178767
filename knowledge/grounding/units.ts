/** `percent`, `usd`, `times`, or a span of time; those of time can be told in each other. */
export type Unit =
  | 'percent'
  | 'usd'
  | 'eur'
  | 'gbp'
  | 'times'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year';

const after: readonly (readonly [Unit, string])[] = [
  [
    'percent',
    String.raw`%|percent\b|per cent\b|pct\b|percentage points?\b|pp\b|prozent\b|pour cent\b|por ciento\b`,
  ],
  ['usd', String.raw`\$|usd\b|(?:us )?dollars?\b`],
  ['eur', String.raw`€|eur\b|euros?\b`],
  ['gbp', String.raw`£|gbp\b|pounds?\b`],
  ['times', String.raw`x\b|times\b|fold\b`],
  ['minute', String.raw`min(?:ute)?s?\b`],
  ['hour', String.raw`h\b|hrs?\b|hours?\b`],
  ['day', String.raw`days?\b`],
  ['week', String.raw`weeks?\b`],
  ['month', String.raw`months?\b`],
  ['year', String.raw`years?\b`],
];
const afterAny = new RegExp(
  `^[ -]?(?:(?:working|business|calendar|full|whole|more|consecutive)[ -])?(?:${after.map(([unit, words]) => `(?<${unit}>${words})`).join('|')})`,
  'i',
);
const beforeAny = /(?:(?<usd>\$|\bUSD)|(?<eur>€|\bEUR)|(?<gbp>£|\bGBP)) ?$/i;

interface Found {
  unit: Unit;
  length: number;
}

/** The unit that text begins with. */
export function unitAfter(text: string): Found | undefined {
  return named(afterAny.exec(text.slice(0, 40)));
}

/** The currency that text ends with. */
export function unitBefore(text: string): Found | undefined {
  return named(beforeAny.exec(text.slice(-5)));
}

function named(match: RegExpExecArray | null): Found | undefined {
  const [unit] = Object.entries(match?.groups ?? {}).find(([, said]) => said !== undefined) ?? [];
  return unit === undefined
    ? undefined
    : { unit: unit as Unit, length: (match as RegExpExecArray)[0].length };
}

/** In the smallest unit of its family: minutes, or months, which have no fixed number of days. */
const spans: Readonly<Partial<Record<Unit, readonly ['minutes' | 'months', number]>>> = {
  minute: ['minutes', 1],
  hour: ['minutes', 60],
  day: ['minutes', 1_440],
  week: ['minutes', 10_080],
  month: ['months', 1],
  year: ['months', 12],
};

/** A value in the base of its unit's family, so that a year is twelve months. */
export function inBase(value: number, unit: Unit): { family: string; value: number } {
  const [family, factor] = spans[unit] ?? [unit, 1];
  return { family, value: value * factor };
}

export function isTime(unit: Unit): boolean {
  return unit in spans;
}
