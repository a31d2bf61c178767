import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOrder } from '../digests/read-order.ts';
import { talk } from './test-talk.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/asking.md'), 'utf8');
const [page = '', ofOrders = ''] = text.split('\n## Digests and alerts\n');
/** Rows of the tables of a part of the page. */
const rowsOf = (part: string) =>
  [...part.matchAll(/^\| (?!say |-)(.+?) \|(.*)\|$/gm)].map(
    ([, said = '', right = '']) => [said, right] as const,
  );
/** Messages with arrows between them, and the tools they lead to, in order. */
const rows = rowsOf(page).map(([said, calls]): [string, string[]] => [
  said,
  [...calls.matchAll(/`(\w+)`/g)].map(([, name]) => name as string),
]);
/** The same with what the last of them does. */
const orders = rowsOf(ofOrders).map(([said, does]): [string, string] => [said, does.trim()]);
const doing: Readonly<Record<string, string>> = {
  'sets a digest': 'digest',
  'sets an alert': 'alert',
  'lists them': 'list',
  'ends one': 'stop',
  'ends them': 'stop',
};

describe('the page on what one can ask', () => {
  it('has examples of every kind', () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(new Set(rows.flatMap(([, calls]) => calls)).size).toBeGreaterThan(10);
  });

  it.each(rows)('%s', (said, names) => {
    const calls = talk(...said.split(' → ')).flatMap((answer) => answer.calls);
    expect(calls.map(({ name }) => name)).toEqual(names);
  });

  it('has orders of every kind', () => {
    expect(new Set(orders.map(([, does]) => does))).toEqual(new Set(Object.keys(doing)));
  });

  it.each(orders)('%s: %s', (said, does) => {
    expect(readOrder(said.split(' → ').at(-1) as string)?.do).toBe(doing[does]);
  });
});
