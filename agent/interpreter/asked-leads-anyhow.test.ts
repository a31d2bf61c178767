import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';

const leads = (input: Record<string, unknown>) => ({ name: 'query_leads', input });

describe('leads, however they are asked for', () => {
  it.each<[string, Record<string, unknown>]>([
    ['Who are our five leads with the highest score', { sample: 5 }],
    ['which 4 retail leads have the most points', { where: 'industry = "retail"', sample: 4 }],
    [
      'content_downloads >= 2 IN last_90_days -> group by industry',
      { where: 'content_downloads >= 2 IN last_90_days', breakdown_by: 'industry' },
    ],
    [
      'Evaluate (company_size = "smb" OR region = "europe") AND lead_score > 20 and return the count.',
      { where: '(company_size = "smb" OR region = "europe") AND lead_score > 20' },
    ],
    ['how many leads visited a page last month (30 days)', { where: 'page_visits >= 1 IN last_30_days' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toMatchObject([leads(input)]);
  });

  it.each([
    [
      'need 3 numbers: SQLs, customers, and leads with a meeting booked in the past 4 weeks',
      ['lifecycle_stage = "sql"', 'lifecycle_stage = "customer"', 'meetings_scheduled >= 1 IN last_28_days'],
    ],
    ['Two numbers please: leads in Germany, and leads in France.', ['country = "DE"', 'country = "FR"']],
  ])('each of several numbers: %s', (text, wheres) => {
    expect(callsOf(text)).toMatchObject(wheres.map((where) => leads({ where, sample: 0 })));
  });

  it('names the field that may be meant', () => {
    expect(plan('Run this: industri = "healthcare" AND email_clicks >= 1 IN last_30_days')).toMatchObject({
      say: expect.stringContaining('Did you mean industry?'),
    });
  });
});
