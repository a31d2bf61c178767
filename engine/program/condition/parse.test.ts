import { describe, expect, it } from 'vitest';
import { TrellisError } from '../../../db/errors.ts';
import { testVocabulary } from '../../../test/condition-arbitraries.ts';
import { defaultVocabulary } from '../vocabulary.ts';
import type { Condition } from './ast.ts';
import { limits } from './limits.ts';
import { parseCondition } from './parse.ts';

const parse = (text: string) => parseCondition(text, defaultVocabulary);

function faultOf(text: string, vocabulary = defaultVocabulary): TrellisError {
  try {
    parseCondition(text, vocabulary);
  } catch (error) {
    if (error instanceof TrellisError) return error;
    throw error;
  }
  throw new Error(`no fault in ${text}`);
}

const pricing: Condition = { op: 'property', property: 'page_url', is: 'contains', value: 'pricing' };
const score: Condition = { op: 'field', field: 'lead_score', is: '>=', value: 75 };
const phone: Condition = { op: 'known', field: 'phone' };

describe('parseCondition', () => {
  it.each<[string, Condition]>([
    [
      'page_visit AND page_url CONTAINS "pricing"',
      { op: 'and', of: [{ op: 'event', event: 'page_visit' }, pricing] },
    ],
    [
      'form_submit AND form_type = "demo_request"',
      {
        op: 'and',
        of: [
          { op: 'event', event: 'form_submit' },
          { op: 'property', property: 'form_type', is: '=', value: 'demo_request' },
        ],
      },
    ],
    ['email_opens >= 3 IN last_7_days', { op: 'count', event: 'email_open', is: '>=', value: 3, days: 7 }],
    ['lead_score >= 75', score],
    ['page_visits = 0 IN last_30_days', { op: 'count', event: 'page_visit', is: '=', value: 0, days: 30 }],
    [
      'form_submit AND content_type = "gated_content"',
      {
        op: 'and',
        of: [
          { op: 'event', event: 'form_submit' },
          { op: 'property', property: 'content_type', is: '=', value: 'gated_content' },
        ],
      },
    ],
    ['email_replies < 2', { op: 'count', event: 'email_reply', is: '<', value: 2 }],
    ['meetings_scheduled >= 1', { op: 'count', event: 'meeting_scheduled', is: '>=', value: 1 }],
    [
      'page_visits >= 1 IN last 2 weeks where (page_url contains "pricing")',
      { op: 'count', event: 'page_visit', where: pricing, is: '>=', value: 1, days: 14 },
    ],
    [
      'company_size IN ("smb", "mid-market")',
      { op: 'field_in', field: 'company_size', values: ['smb', 'mid-market'] },
    ],
    ['phone IS UNKNOWN', { op: 'not', of: phone }],
    [
      'industry NOT CONTAINS "x"',
      { op: 'not', of: { op: 'field', field: 'industry', is: 'contains', value: 'x' } },
    ],
    ['email ENDS WITH ".test"', { op: 'field', field: 'email', is: 'ends_with', value: '.test' }],
    [
      'renewal_date BEFORE now + 30 days',
      { op: 'date', field: 'renewal_date', is: 'before', offsetDays: 30 },
    ],
    ['renewal_date after now - 1 week', { op: 'date', field: 'renewal_date', is: 'after', offsetDays: -7 }],
    ['created_at BEFORE now', { op: 'date', field: 'created_at', is: 'before', offsetDays: 0 }],
    ['created_at AFTER "2026-03-01"', { op: 'field', field: 'created_at', is: '>', value: '2026-03-01' }],
    [
      'SUM(deal_closed.amount) >= 1000.5 WHERE (won = true) IN last_90_days',
      {
        op: 'sum',
        event: 'deal_closed',
        property: 'amount',
        where: { op: 'property', property: 'won', is: '=', value: true },
        is: '>=',
        value: 1000.5,
        days: 90,
      },
    ],
    [
      'sum ( proposal_sent . amount ) < -5',
      { op: 'sum', event: 'proposal_sent', property: 'amount', is: '<', value: -5 },
    ],
    [
      'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days IN last_30_days',
      {
        op: 'sequence',
        first: { event: 'page_visit', where: pricing },
        second: { event: 'demo_request' },
        withinDays: 7,
        days: 30,
      },
    ],
    [
      'email_open then page_visit where (page_url contains "pricing") within 2 weeks in last 8 weeks',
      {
        op: 'sequence',
        first: { event: 'email_open' },
        second: { event: 'page_visit', where: pricing },
        withinDays: 14,
        days: 56,
      },
    ],
    [
      'email_open THEN email_open WITHIN 1_day AND lead_score >= 75',
      {
        op: 'and',
        of: [
          { op: 'sequence', first: { event: 'email_open' }, second: { event: 'email_open' }, withinDays: 1 },
          score,
        ],
      },
    ],
    ['IN SEGMENT q3-2026plan', { op: 'segment', id: 'q3-2026plan' }],
    ['STAKEHOLDERS IN SEGMENT engaged >= 2', { op: 'stakeholders', id: 'engaged', is: '>=', value: 2 }],
    ['any stakeholder in segment "my own"', { op: 'stakeholders', id: 'my own', is: '>=', value: 1 }],
    ['in list "Webinar guests"', { op: 'list', id: 'Webinar guests' }],
    ['ON TRACK smb-awareness', { op: 'track', id: 'smb-awareness', state: 'on' }],
    ['EVER ON TRACK x', { op: 'track', id: 'x', state: 'ever' }],
    ['FINISHED TRACK x', { op: 'track', id: 'x', state: 'finished' }],
    ['NOT IN SEGMENT x', { op: 'not', of: { op: 'segment', id: 'x' } }],
    ['completed = TRUE', { op: 'property', property: 'completed', is: '=', value: true }],
    ['lead_score > -1.5e2', { op: 'field', field: 'lead_score', is: '>', value: -150 }],
    ['lead_score ≥ 75', score],
    ['industry = “it\\u0027s \\"so\\"”', { op: 'field', field: 'industry', is: '=', value: 'it\'s "so"' }],
  ])('reads %s', (text, condition) => {
    expect(parse(text)).toEqual(condition);
  });

  it('binds NOT closer than AND, and AND closer than OR', () => {
    expect(parse('NOT phone IS KNOWN AND lead_score >= 75 OR phone IS KNOWN')).toEqual({
      op: 'or',
      of: [{ op: 'and', of: [{ op: 'not', of: phone }, score] }, phone],
    });
  });

  it('keeps a list in parentheses as a member of its own', () => {
    expect(parse('phone IS KNOWN AND (phone IS KNOWN AND lead_score >= 75)')).toEqual({
      op: 'and',
      of: [phone, { op: 'and', of: [phone, score] }],
    });
  });

  it('takes a name as field first, as property first inside WHERE, and as property after event.', () => {
    const own = (text: string) => parseCondition(text, testVocabulary);
    expect(own('rank = 1')).toEqual({ op: 'field', field: 'rank', is: '=', value: 1 });
    expect(own('event.rank = 1')).toEqual({ op: 'property', property: 'rank', is: '=', value: 1 });
    expect(own('page_visits = 1')).toEqual({ op: 'count', event: 'page_visit', is: '=', value: 1 });
    expect(own('odds = 1 WHERE (rank = 1 AND page_visits = 2 AND event.on = "x")')).toMatchObject({
      where: { of: [{ op: 'property' }, { op: 'property' }, { op: 'property', property: 'on' }] },
    });
  });

  it.each([
    ['page_visti', 'condition.unknown_name', 1, 'Did you mean page_visit'],
    ['phone IS KNOWN AND score > 3', 'condition.unknown_name', 20, 'or lead_score?'],
    ['constructor = "x"', 'condition.unknown_name', 1, 'no field, event or property'],
    ['company_size = "SMB"', 'condition.unknown_name', 1, 'Did you mean smb?'],
    [
      'page_visit AND form_type = "x"',
      'condition.unknown_name',
      16,
      'page_visit has no property "form_type"',
    ],
    [
      'page_visits = 1 WHERE (minutes > 3)',
      'condition.unknown_name',
      24,
      'page_visit has no property "minutes"',
    ],
    ['page_visits = 1 WHERE (nonsense > 3)', 'condition.unknown_name', 24, 'It has page_url'],
    ['lead_score = "5"', 'condition.type', 1, 'without quotes'],
    ['industry > 5', 'condition.type', 1, 'a text in quotes'],
    ['completed > true', 'condition.type', 1, '= or !='],
    ['lead_score CONTAINS "5"', 'condition.type', 1, 'a number'],
    ['journey_stage > "awareness"', 'condition.type', 1, 'has no order'],
    ['renewal_date = "soon"', 'condition.type', 1, 'a date'],
    ['industry BEFORE now', 'condition.type', 1, 'in quotes'],
    ['page_visits = 1 WHERE (industry = "x")', 'condition.type', 24, 'inside WHERE only the properties'],
    ['page_visits = 1 WHERE (email_opens > 1)', 'condition.type', 24, 'inside WHERE only the properties'],
    ['SUM(deal_closed.amuont) > 1', 'condition.unknown_name', 1, 'Did you mean amount?'],
    ['SUM(deal_closed.won) > 1', 'condition.type', 1, 'a sum is of amount'],
    ['SUM(page_visit.page_url) > 1', 'condition.type', 1, 'page_visit has no property that is a number'],
    ['SUM(deal_close.amount) > 1', 'condition.unknown_name', 1, 'Did you mean deal_closed'],
    ['SUM(deal_closed.amount)', 'condition.syntax', 24, 'like SUM(deal_closed.amount) >= 1000'],
    ['SUM(deal_closed.amount) > 0.0001', 'condition.syntax', 27, 'at most three decimals'],
    ['SUM(deal_closed.amount) > 2e12', 'condition.syntax', 27, 'up to 1000000000000'],
    ['SUM(deal_closed amount) > 1', 'condition.syntax', 17, 'between deal_closed and what is summed'],
    ['SUM(deal_closed.amount) > 1 WHERE (industry = "x")', 'condition.type', 36, 'inside WHERE only'],
    ['page_visit THEN demo_requst WITHIN 7_days', 'condition.unknown_name', 1, 'Did you mean demo_request'],
    ['page_visit THEN demo_request', 'condition.syntax', 29, 'WITHIN and how many days'],
    ['page_visit THEN demo_request WITHIN 91_days', 'condition.syntax', 37, '1 to 90 days'],
    ['page_visit THEN demo_request WITHIN 0 days', 'condition.syntax', 37, '1 to 90 days'],
    ['page_visit THEN demo_request WITHIN 7_days IN last_366_days', 'condition.syntax', 47, '1 to 365 days'],
    ['page_visit WHERE (page_url = "x")', 'condition.syntax', 12, 'or count, like page_visits >= 1'],
    [
      'page_visits = 1 WHERE (page_visit THEN page_visit WITHIN 1_day)',
      'condition.type',
      24,
      'inside WHERE only the properties',
    ],
    ['STAKEHOLDERS IN SEGMENT engaged', 'condition.syntax', 32, 'how many stakeholders, like >= 2'],
    ['STAKEHOLDERS IN SEGMENT engaged >= 1.5', 'condition.syntax', 36, 'whole number'],
    ['page_visit >= 3', 'condition.syntax', 12, 'page_visits >= 1'],
    ['page_visits', 'condition.syntax', 12, 'like page_visits >= 1'],
    ['industry = healthcare', 'condition.syntax', 12, 'put text into quotes: "healthcare"'],
    ['lead_score', 'condition.syntax', 11, 'found the end'],
    ['industry CONTAINS ""', 'condition.syntax', 19, 'IS KNOWN'],
    ['industry = "x', 'condition.syntax', 12, 'no closing "'],
    ['industry = "\\u0000"', 'condition.syntax', 12, 'NUL'],
    ['industry = "\\ud800"', 'condition.syntax', 12, 'surrogate'],
    ['email_opens >= 3 IN last_24_hours', 'condition.syntax', 21, 'last_7_days'],
    ['email_opens >= 3 IN last_731_days', 'condition.syntax', 21, '730'],
    ['email_opens >= 3.5', 'condition.syntax', 16, 'whole number'],
    ['lead_score > 1e999', 'condition.syntax', 14, 'too large'],
    ['(lead_score > 1', 'condition.syntax', 16, 'close the parenthesis'],
    ['lead_score > 1)', 'condition.syntax', 15, 'AND, OR or the end'],
    ['IN SEGMENT 5', 'condition.syntax', 12, 'the id of a segment'],
    ['amount BEFORE now', 'condition.syntax', 18, 'only fields'],
    ['lead_score # 1', 'condition.syntax', 12, '"#" has no meaning'],
    ['', 'condition.syntax', 1, 'expected a condition, found the end'],
  ])('refuses %s', (text, code, column, message) => {
    const error = faultOf(text);
    expect(error).toMatchObject({ code, mender: 'user', faults: [{ path: '', line: 1, column }] });
    expect(error.message).toContain(message);
  });

  it('names the line in a text of several, and every fault of meaning', () => {
    const error = faultOf('lead_score >= "5"\n  AND company_size = "SMB"');
    expect(error.faults).toMatchObject([
      { line: 1, column: 1 },
      { line: 2, column: 7 },
    ]);
    expect(error.message).toContain('line 1, column 1');
  });

  it('is bounded in length, depth and width', () => {
    expect(faultOf('a'.repeat(limits.text + 1)).message).toContain(`at most ${limits.text}`);
    for (const nest of ['(', 'NOT ']) {
      expect(faultOf(`${nest.repeat(900)}phone IS KNOWN`).message).toContain(`at most ${limits.depth} deep`);
    }
    const many = Array.from({ length: limits.values + 1 }, () => '1').join(',');
    expect(faultOf(`lead_score IN (${many})`).message).toContain(`at most ${limits.values} values`);
    const wide = Array.from({ length: limits.members + 1 }, () => 'won = true').join(' OR ');
    expect(faultOf(wide).message).toContain(`joins at most ${limits.members}`);
  });
});
