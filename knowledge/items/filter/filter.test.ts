import { expect, test } from 'vitest';
import { filterSql } from './filter-sql.ts';
import { parseFilter } from './parse-filter.ts';

const refused = (text: string) => {
  try {
    parseFilter(text);
  } catch (error) {
    return error;
  }
  throw new Error(`${text} was taken`);
};

test.each([
  ['kindd = "guide"', 'condition.unknown_name', 'column 1: .*Did you mean kind'],
  ['kind = "case study"', 'condition.unknown_name', 'column 1: kind is one of .*Did you mean case-study'],
  ['approved = "yes"', 'condition.type', 'column 1: approved is true or false'],
  ['topic = "roi" AND xyzzy = 1', 'condition.unknown_name', 'column 19: .*Content has id, title, kind'],
  ['stage = decision', 'condition.syntax', 'column 9: put text into quotes'],
  ['topic = "roi" OR IN SEGMENT vip', 'condition.type', 'column 18: content has no segments'],
  ['valid_to BEFORE', 'condition.syntax', 'column 16: expected now'],
])('%s is refused as %s, with its place', (text, code, message) => {
  expect(refused(text)).toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a filter that asks for nothing lets everything through', () => {
  expect(filterSql({}, { taken: 0, now: 0 })).toBeUndefined();
});

test('values are parameters numbered after those of the statement', () => {
  const { sql, params } = filterSql({ condition: `title = "x' or true --"` }, { taken: 3, now: 0 }) ?? {};
  expect(sql).not.toContain('or true');
  expect(sql).toContain('$4');
  expect(params).toEqual([JSON.stringify(`x' or true --`)]);
});
