import type { Utterance } from '../words/utterance.ts';
import { numberOf, numberSource } from './numbers.ts';

const length = `(?<n>${numberSource}|an?|a couple of|half an?)(?: (?:whole|full|entire|more|extra|additional|further|other))? (?<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?|wks?|months?|fortnights?)`;

/** A length of time as programs say it: `5 days`, `90 minutes`. Months are 30 days, as everywhere. */
export interface Length {
  text: string;
  /** In days, where it is whole days. */
  days?: number;
  index: number;
}

/** The first length of time in what is unclaimed; `before` and `after` are regex sources beside it that are taken with it. */
export function takeLength(utterance: Utterance, before = '', after = '', from = ''): Length | undefined {
  const match = utterance.take(
    new RegExp(`${from}${before ? `\\b(?:${before}) ` : '\\b'}${length}\\b${after}`),
  );
  return match ? lengthOf(match) : undefined;
}

function lengthOf({ groups = {}, index }: RegExpExecArray): Length {
  const { n = '1', unit = 'days' } = groups;
  const half = n.startsWith('half');
  const number = /^an?$|^half/.test(n) ? 1 : n.startsWith('a couple') ? 2 : numberOf(n);
  const [each, name] = unitOf(unit, half);
  const count = number * each;
  const days = name === 'day' ? count : name === 'week' ? count * 7 : undefined;
  return { text: `${count} ${name}${count === 1 ? '' : 's'}`, ...(days !== undefined && { days }), index };
}

function unitOf(unit: string, half: boolean): [each: number, name: 'minute' | 'hour' | 'day' | 'week'] {
  if (unit.startsWith('min')) return [1, 'minute'];
  if (unit.startsWith('h')) return half ? [30, 'minute'] : [1, 'hour'];
  if (unit.startsWith('mo')) return half ? [15, 'day'] : [30, 'day'];
  if (unit.startsWith('fort')) return half ? [1, 'week'] : [2, 'week'];
  if (unit.startsWith('w')) return half ? [3, 'day'] : [1, 'week'];
  return half ? [12, 'hour'] : [1, 'day'];
}
