import type { Definition, Unit } from '../metrics/definitions.ts';
import type { Figure } from '../metrics/figure.ts';
import { apart, count, interval, inUnit } from '../metrics/words.ts';

/** `34 %`; where there are too few to say: `not enough data`. */
export function valueWords({ value, unit }: Figure): string {
  return value === null ? 'not enough data' : inUnit(value, unit);
}

/** What the value is made of and how sure it is: `412 of 1,204, likely 31 to 37 %`, `203 done of 412`, `from 23`. */
export function baseWords({ numerator, denominator, unit, low, high }: Figure): string {
  const likely = low === null && high === null ? '' : `, likely ${interval(low, high, unit)}`;
  return denominator === 0 ? 'none in the period' : `${madeOf(numerator, denominator, unit)}${likely}`;
}

function madeOf(numerator: number, denominator: number, unit: Unit): string {
  const [above, below] = [count(numerator), count(denominator)];
  if (unit === 'pieces') return `${above} in ${below}`;
  if (unit !== 'share' && numerator === denominator) return `from ${below}`;
  return unit === 'days' || unit === 'hours' ? `${above} done of ${below}` : `${above} of ${below}`;
}

/** A change in words, and what it is called. */
export interface ChangeWords {
  words: string;
  tone: 'better' | 'worse' | 'other';
}

/** Against the period before. Only a clear difference is better or worse; of all others it says that none is clear. */
export function changeWords(figure: Figure, good: Definition['good']): ChangeWords | undefined {
  const { before, value, unit } = figure;
  if (!before || (figure.denominator === 0 && before.denominator === 0)) return undefined;
  if (before.value === null) return { words: 'not enough data before', tone: 'other' };
  const was = `before ${inUnit(before.value, unit)}`;
  if (value === null || before.difference === null) return { words: was, tone: 'other' };
  return differenceWords(was, before.difference, { clear: before.clear, unit, good });
}

/** A difference from what is said first: `before 31 %: 3.2 points more, better`. */
export function differenceWords(
  than: string,
  difference: number,
  { clear, unit, good }: { clear: boolean; unit: Unit; good: Definition['good'] },
): ChangeWords {
  if (!clear || difference === 0) return { words: `${than}: no clear difference`, tone: 'other' };
  const words = `${than}: ${apart(difference, unit)} ${difference > 0 ? 'more' : 'less'}`;
  if (good === 'neither') return { words, tone: 'other' };
  const tone = (good === 'up') === difference > 0 ? 'better' : 'worse';
  return { words: `${words}, ${tone}`, tone };
}
