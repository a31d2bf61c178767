import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { talk } from './test-talk.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/asking.md'), 'utf8');
/** Rows of the tables of the page: messages with arrows between them, and the tools they lead to, in order. */
const rows = [...page.matchAll(/^\| (?!say |-)(.+?) \|(.*)\|$/gm)].map(
  ([, said = '', calls = '']): [string, string[]] => [
    said,
    [...calls.matchAll(/`(\w+)`/g)].map(([, name]) => name as string),
  ],
);

describe('the page on what one can ask', () => {
  it('has examples of every kind', () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(new Set(rows.flatMap(([, calls]) => calls)).size).toBeGreaterThan(10);
  });

  it.each(rows)('%s', (said, names) => {
    const calls = talk(...said.split(' → ')).flatMap((answer) => answer.calls);
    expect(calls.map(({ name }) => name)).toEqual(names);
  });
});
