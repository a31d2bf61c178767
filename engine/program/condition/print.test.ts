import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionArbitrary, testVocabulary as vocabulary } from '../../../test/condition-arbitraries.ts';
import { defaultVocabulary } from '../vocabulary.ts';
import { checkCondition } from './check.ts';
import { limits } from './limits.ts';
import { parseCondition } from './parse.ts';
import { printCondition } from './print.ts';
import { conditionSchema } from './schema.ts';

describe('printCondition', () => {
  it('prints what parses to the same tree, which schema and check accept', () => {
    let longest = 0;
    fc.assert(
      fc.property(conditionArbitrary(vocabulary, { event: true }), (c) => {
        const text = printCondition(c, vocabulary);
        longest = Math.max(longest, text.length);
        fc.pre(text.length <= limits.text);
        expect(parseCondition(text, vocabulary)).toEqual(c);
        expect(conditionSchema.parse(JSON.parse(JSON.stringify(c)))).toEqual(c);
        expect(checkCondition(c, vocabulary, { event: true })).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(longest).toBeGreaterThan(300);
  });

  it('round-trips any text value and any number', () => {
    const text = fc.string({ unit: 'binary', maxLength: 50 }).filter((s) => !s.includes('\0'));
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
    fc.assert(
      fc.property(text, number, text, (value, amount, id) => {
        const c = {
          op: 'or' as const,
          of: [
            { op: 'field' as const, field: 'industry', is: '=' as const, value },
            { op: 'field' as const, field: 'lead_score', is: '<' as const, value: amount },
            { op: 'list' as const, id: id || 'x' },
          ],
        };
        expect(parseCondition(printCondition(c, vocabulary), vocabulary)).toEqual(c);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    'page_visit AND page_url CONTAINS "pricing"',
    'page_visits >= 2 WHERE (page_url CONTAINS "pricing" AND NOT referrer STARTS WITH "https") IN last_30_days',
    '(lead_score >= 75 OR IN SEGMENT smb-fintech) AND NOT (ON TRACK a OR EVER ON TRACK b OR FINISHED TRACK c)',
    'renewal_date BEFORE now + 1 day AND renewal_date AFTER now - 7 days AND created_at > "2026-03-01"',
    'SUM(deal_closed.amount) >= 1000.5 WHERE (won = true) IN last_90_days OR SUM(proposal_sent.amount) < -5',
    'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 1_day',
    'email_open THEN page_visit WHERE (referrer IS UNKNOWN) WITHIN 14_days IN last_1_day AND NOT ON TRACK a',
    'ANY STAKEHOLDER IN SEGMENT engaged AND NOT STAKEHOLDERS IN SEGMENT "my own" = 0',
    'phone IS UNKNOWN AND company_size IN ("smb", "mid-market") AND IN LIST "Webinar guests"',
  ])('leaves canonical text as it is: %s', (text) => {
    expect(printCondition(parseCondition(text, defaultVocabulary), defaultVocabulary)).toBe(text);
  });

  it('says event. only where the bare name means something else', () => {
    for (const text of [
      'event.rank = 1',
      'event.on = "x"',
      'event.page_visits = 1',
      'odds = 1 WHERE (rank = 1 AND event.on = "x")',
    ]) {
      expect(printCondition(parseCondition(text, vocabulary), vocabulary)).toBe(text);
    }
    expect(printCondition(parseCondition('event.page_url = "x"', vocabulary), vocabulary)).toBe(
      'page_url = "x"',
    );
  });
});
