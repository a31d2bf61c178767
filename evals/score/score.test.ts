import { describe, expect, it } from 'vitest';
import { demoProgram } from '../../engine/program/templates/enterprise-smb.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { callsMatch } from './call-match.ts';
import { meaningOf } from './condition.ts';
import { saysValue } from './figure.ts';
import { matches } from './matches.ts';
import { passK } from './pass-k.ts';

describe('a figure', () => {
  it.each<[string, string | number]>([
    ['1,204 leads of 2,000 match.', 1204],
    ['There are 1204.', 1204],
    ['43 % (24 of 56)', 0.4286],
    ['It was 42.9 %.', 0.4286],
    ['a rate of 0.43', 0.4286],
    ['No leads match.', 0],
    ['It has one step.', 1],
    ['twelve of them', 12],
    ['since 2026-03-18', '2026-03-18T12:00:00.000Z'],
    ['by MARA LIND', 'Mara Lind'],
  ])('is said by “%s”: %s', (text, value) => {
    expect(saysValue(text, value)).toBe(true);
  });

  it.each<[string, string | number]>([
    ['1,204 leads', 204],
    ['1,204 leads', 12],
    ['42 %', 0.4286],
    ['4 of them', 0.4286],
    ['14 leads', 4],
    ['Some leads match.', 0],
    ['by Mara', 'Mara Lind'],
  ])('is not said by “%s”: %s', (text, value) => {
    expect(saysValue(text, value)).toBe(false);
  });
});

describe('conditions', () => {
  const meaning = (text: string) => meaningOf(text, defaultVocabulary);

  it.each(
    [
      ['company_size = "smb" AND lead_score >= 50', 'lead_score >= 50 AND company_size = "smb"'],
      ['company_size IN ("smb")', 'company_size = "smb"'],
      ['NOT company_size = "smb"', 'company_size != "smb"'],
      ['page_visits > 2 IN last_7_days', 'page_visits >= 3 IN last_7_days'],
      ['page_visits < 1', 'page_visits = 0'],
    ].slice(0, 5),
  )('mean the same: %s, %s', (a, b) => {
    expect(meaning(a)).toBeDefined();
    expect(meaning(a)).toBe(meaning(b));
  });

  it.each([
    ['company_size = "smb"', 'company_size = "enterprise"'],
    ['page_visits >= 3 IN last_7_days', 'page_visits >= 3 IN last_30_days'],
    ['company_size = "smb" AND lead_score >= 50', 'company_size = "smb" OR lead_score >= 50'],
  ])('mean something else: %s, %s', (a, b) => {
    expect(meaning(a)).not.toBe(meaning(b));
  });

  it('are told from what is none', () => {
    expect(meaning('the big ones')).toBeUndefined();
  });
});

describe('call match', () => {
  const vocabulary = defaultVocabulary;
  const gold = [{ name: 'query_leads', input: { where: 'company_size IN ("smb") AND lead_score >= 50' } }];

  it('takes conditions by their meaning and minds nothing that the gold call leaves out', () => {
    const input = { where: 'lead_score >= 50 AND company_size = "smb"', sample: 3 };
    expect(callsMatch(gold, [{ name: 'query_leads', input }], vocabulary)).toBe(true);
  });

  it('wants the tool, all that was given, and a call for each gold call', () => {
    const made = { name: 'query_leads', input: { where: 'lead_score >= 50 AND company_size = "smb"' } };
    expect(callsMatch(gold, [{ ...made, name: 'show_program' }], vocabulary)).toBe(false);
    expect(callsMatch(gold, [{ ...made, input: { where: 'lead_score >= 50' } }], vocabulary)).toBe(false);
    expect(callsMatch([...gold, ...gold], [made], vocabulary)).toBe(false);
    expect(callsMatch([...gold, ...gold], [made, made], vocabulary)).toBe(true);
  });

  it('lets an id be another in every run, but wants one', () => {
    const shown = [{ name: 'show_changes', input: { id: { of: 0, take: 'change.id' } } }];
    expect(callsMatch(shown, [{ name: 'show_changes', input: { id: 'abcd' } }], vocabulary)).toBe(true);
    expect(callsMatch(shown, [{ name: 'show_changes', input: {} }], vocabulary)).toBe(false);
  });
});

it('pass^k is the share of the ways to take k trials that all passed', () => {
  expect([passK(4, 4, 4), passK(3, 4, 1), passK(3, 4, 2), passK(3, 4, 4), passK(0, 4, 1)]).toEqual([
    1, 0.75, 0.5, 0, 0,
  ]);
});

it('a value matches a literal, an expression, a range, a count, a condition, a duration of the same length', () => {
  const { tracks } = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
  const matching = (wanted: Parameters<typeof matches>[0], value: unknown) =>
    matches(wanted, value, defaultVocabulary);
  expect(matching({ count: 2, days: 7 }, { days: 7, count: 2 })).toBe(true);
  expect(matching({ count: 2, days: 7 }, { days: 7, count: 3 })).toBe(false);
  expect(matching('/fast/i', tracks['smb-fast-track']?.title)).toBe(true);
  expect(matching({ min: 3, max: 5 }, 6)).toBe(false);
  expect(matching({ count: 3 }, ['a', 'b', 'c'])).toBe(true);
  expect(matching('2 weeks', '14 days')).toBe(true);
  expect(matching({ absent: true }, undefined)).toBe(true);
  expect(matching({ absent: true }, null)).toBe(false);
  expect(matching({ when: 'lead_score < 50 AND IN SEGMENT smb' }, tracks['smb-fast-track']?.entry)).toBe(
    true,
  );
  expect(matching({ when: 'IN SEGMENT smb' }, tracks['smb-fast-track']?.entry)).toBe(false);
});
