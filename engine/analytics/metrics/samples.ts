import type { Sample } from '../statistics/welch.ts';
import { mean } from './measured.ts';
import type { CountRow } from './sql/count-rows.ts';

/** A sample of which the database gave how many, their sum and that of their squares. */
export function sampleOf(count: number, sum: number, squares: number): Sample {
  const mean = count === 0 ? 0 : sum / count;
  // The subtraction may leave a rounding error below nothing.
  const variance = count < 2 ? 0 : Math.max(0, (squares - count * mean ** 2) / (count - 1));
  return { count, mean, variance };
}

/** Pieces of content of stays, with how many of them had any. */
export function piecesOf(
  rows: readonly Pick<CountRow<'daily_stays'>, 'entered' | 'readers' | 'pieces' | 'pieces_squared'>[],
) {
  const stays = added(rows, 'entered');
  const counts = { numerator: added(rows, 'readers'), denominator: stays };
  return mean(sampleOf(stays, added(rows, 'pieces'), added(rows, 'pieces_squared')), counts);
}

export function added<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
