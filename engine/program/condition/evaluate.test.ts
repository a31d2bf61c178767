import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import type { Scalar } from './ast.ts';
import { evaluate } from './evaluate.ts';
import { type FeatureCounts, featuresOf } from './features.ts';
import { parseCondition } from './parse.ts';
import type { View } from './view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Temporal.Instant.from('2026-03-29T01:30:00Z').epochMilliseconds;

function view(parts: { fields?: Record<string, Scalar> } & Partial<Omit<View, 'field'>>): View {
  const { fields = {}, ...rest } = parts;
  return {
    now,
    field: (name) => fields[name],
    feature: () => undefined,
    inSegment: () => false,
    stakeholders: () => 0,
    onList: () => false,
    enrolment: () => undefined,
    ...rest,
  };
}

const holds = (text: string, parts: Parameters<typeof view>[0] = {}) =>
  evaluate(parseCondition(text, defaultVocabulary), view(parts));

describe('evaluate', () => {
  it('finds every comparison with a missing value false, except !=', () => {
    for (const text of [
      'lead_score < 5',
      'lead_score >= 0',
      'industry = ""',
      'industry CONTAINS "a"',
      'industry IN ("a")',
      'renewal_date BEFORE now',
    ])
      expect(holds(text), text).toBe(false);
    expect(holds('industry != "a"')).toBe(true);
    expect(holds('industry IS UNKNOWN')).toBe(true);
  });

  it('finds a value of another type false, except !=', () => {
    const fields = { lead_score: '80', industry: 5, renewal_date: '2026-03-29' };
    expect(holds('lead_score >= 75', { fields })).toBe(false);
    expect(holds('lead_score != 80', { fields })).toBe(true);
    expect(holds('industry CONTAINS "5"', { fields })).toBe(false);
    expect(holds('industry IS KNOWN', { fields })).toBe(true);
    expect(holds('renewal_date BEFORE now + 30 days', { fields })).toBe(false);
  });

  it('tells case apart and orders text by code point', () => {
    expect(holds('industry = "Finance"', { fields: { industry: 'finance' } })).toBe(false);
    expect(holds('industry > "\\uffff"', { fields: { industry: '💡' } })).toBe(true);
    expect(holds('industry < "a"', { fields: { industry: 'Z' } })).toBe(true);
  });

  it('speaks of the arriving event and its properties', () => {
    const event = { name: 'page_visit', properties: { page_url: '/pricing' } };
    expect(holds('page_visit AND page_url CONTAINS "pricing"', { event })).toBe(true);
    expect(holds('form_submit', { event })).toBe(false);
    expect(holds('page_visit')).toBe(false);
    expect(holds('page_url IS KNOWN')).toBe(false);
  });

  it('sees no inherited property', () => {
    const event = { name: 'page_visit', properties: {} };
    expect(evaluate({ op: 'property_known', property: 'constructor' }, view({ event }))).toBe(false);
  });

  it.each([
    ['renewal_date BEFORE now', -1, true],
    ['renewal_date BEFORE now', 0, false],
    ['renewal_date AFTER now', 0, false],
    ['renewal_date AFTER now', 1, true],
    ['renewal_date BEFORE now + 30 days', 30 * DAY - 1, true],
    ['renewal_date BEFORE now + 30 days', 30 * DAY, false],
    ['renewal_date AFTER now - 7 days', -7 * DAY + 1, true],
    ['renewal_date AFTER now - 7 days', -7 * DAY, false],
  ])('%s, of a date %i ms from now: %s', (text, from, result) => {
    const renewal_date = Temporal.Instant.fromEpochMilliseconds(now + from).toString({
      fractionalSecondDigits: 3,
    });
    expect(holds(text, { fields: { renewal_date } })).toBe(result);
  });

  it('counts the whole buckets of a window that ends with the current one', () => {
    const at = (days: number, events: FeatureCounts, is: string) => {
      const c = parseCondition(`page_visits ${is} IN last_${days}_days`, defaultVocabulary);
      const key = featuresOf(c)[0]?.key;
      return evaluate(c, view({ feature: (k) => (k === key ? events : undefined) }));
    };
    const hour = Math.floor(now / HOUR);
    const day = Math.floor(now / DAY);
    expect(at(1, { total: 9, buckets: [hour - 24, 4, hour - 23, 2, hour, 1] }, '= 3')).toBe(true);
    expect(at(30, { total: 9, buckets: [day - 30, 4, day - 29, 2, day, 1] }, '= 3')).toBe(true);
    // Many events: the other way to sum, and a bucket ahead of now, which does not count.
    expect(at(1, { total: 900, buckets: [hour - 24, 4, hour - 23, 2, hour, 1, hour + 1, 8] }, '= 3')).toBe(
      true,
    );
    expect(at(1, { total: 5, buckets: [hour + 1, 5] }, '= 0')).toBe(true);
  });

  it('takes a lead without any such event as a count of 0', () => {
    expect(holds('page_visits = 0 IN last_30_days')).toBe(true);
    expect(holds('page_visits < 1')).toBe(true);
  });

  it('knows lists, segments and the three states of a track', () => {
    expect(
      holds('IN SEGMENT a AND IN LIST b', { inSegment: (id) => id === 'a', onList: (id) => id === 'b' }),
    ).toBe(true);
    const states = ['ON TRACK x', 'EVER ON TRACK x', 'FINISHED TRACK x'];
    const results = ([undefined, { status: 'active' }, { status: 'ended' }] as const).map((enrolment) =>
      states.map((text) => holds(text, { enrolment: () => enrolment })),
    );
    expect(results).toEqual([
      [false, false, false],
      [true, true, false],
      [false, true, true],
    ]);
  });
});
