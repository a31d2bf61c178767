import { expect, test } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import { parseCondition } from './parse.ts';
import { countsBefore } from './reach.ts';

const DAY = 24 * 3_600_000;
const now = Date.UTC(2026, 5, 1);
const parse = (text: string) => parseCondition(text, defaultVocabulary);
const segments = {
  old: parse('page_visits >= 1'),
  outer: parse('IN SEGMENT old AND lead_score > 3'),
  loop: parse('IN SEGMENT loop'),
};

test.each([
  ['page_visits >= 1', true],
  ['page_visits >= 1 IN last_30_days', false],
  ['page_visits >= 1 IN last_90_days', true],
  ['NOT (lead_score > 5 OR email_opens = 0 IN last_90_days)', true],
  ['page_visits >= 1 WHERE (page_url CONTAINS "x") IN last_14_days AND country = "AT"', false],
  ['lead_score > 5', false],
  ['IN SEGMENT outer', true],
  ['IN SEGMENT loop', false],
  ['IN LIST "expo"', false],
])('with 60 days of history, %s counts what is gone: %s', (text, expected) => {
  expect(countsBefore(parse(text), segments, { keptFrom: now - 60 * DAY, now })).toBe(expected);
});
