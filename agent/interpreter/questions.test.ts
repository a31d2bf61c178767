import { describe, expect, it } from 'vitest';
import { callsOf, plan, pricing } from './test-plan.ts';

describe('questions about leads', () => {
  it.each([
    [
      'how many enterprise leads in healthcare visited the pricing page in the last 30 days?',
      `company_size = "enterprise" AND industry = "healthcare" AND ${pricing} IN last_30_days`,
    ],
    [
      'How many enterprise healthcare leads have been on the pricing page within the last month',
      `company_size = "enterprise" AND industry = "healthcare" AND ${pricing} IN last_30_days`,
    ],
    [
      'how many entreprise leads in helthcare visted the pricng page in the past 2 weeks',
      `company_size = "enterprise" AND industry = "healthcare" AND ${pricing} IN last_14_days`,
    ],
    [
      'hw many SMB leeds downlaoded a guide in the last 3 weeks',
      'company_size = "smb" AND content_downloads >= 1 WHERE (content_type = "guide") IN last_21_days',
    ],
    ['leads who opened ≥ 3 emails in the last 7 days', 'email_opens >= 3 IN last_7_days'],
    [
      'number of mid market contacts that clicked at least twice in the last 10 days',
      'company_size = "mid-market" AND email_clicks >= 2 IN last_10_days',
    ],
    [
      'how many leads visited pricing at least 3 times in the last 14 days',
      'page_visits >= 3 WHERE (page_url CONTAINS "pricing") IN last_14_days',
    ],
    [
      'how many leads visited the pricing page but did not request a demo in the last 30 days',
      `${pricing} IN last_30_days AND demo_requests = 0 IN last_30_days`,
    ],
    ['how many leads opened an email but never clicked', 'email_opens >= 1 AND email_clicks = 0'],
    [
      'which leads attended a webinar and downloaded a checklist in the past 60 days?',
      'webinar_attendances >= 1 IN last_60_days AND content_downloads >= 1 WHERE (content_type = "checklist") IN last_60_days',
    ],
    [
      'how many leads opened 3 or more emails in the last week but did not click',
      'email_opens >= 3 IN last_7_days AND email_clicks = 0 IN last_7_days',
    ],
    [
      'in the last 30 days, how many smb leads requested a demo or scheduled a meeting?',
      'company_size = "smb" AND (demo_requests >= 1 IN last_30_days OR meetings_scheduled >= 1 IN last_30_days)',
    ],
    [
      'how many leads used the roi calculator in the last 60 days',
      'tool_uses >= 1 WHERE (tool = "roi-calculator") IN last_60_days',
    ],
    ['leads not in healthcare with score >= 75', 'industry != "healthcare" AND lead_score >= 75'],
    ['how many leads in Germany scored above 50', 'country = "DE" AND lead_score > 50'],
    ['how many customers are in north america', 'lifecycle_stage = "customer" AND region = "north-america"'],
    [
      'how many fintech or retail leads are mql',
      'industry IN ("fintech", "retail") AND lifecycle_stage = "mql"',
    ],
    ['show leads with more than 500 employees', 'employees > 500'],
    ['how many leads have a job title containing director', 'job_title CONTAINS "director"'],
    ['how many leads are in the enterprise segment', 'IN SEGMENT enterprise'],
    ['how many leads on the SMB fast track', 'ON TRACK smb-fast-track'],
    ['how many leads finished the SMB fast track', 'FINISHED TRACK smb-fast-track'],
  ])('%s', (text, where) => {
    expect(callsOf(text)).toMatchObject([{ name: 'query_leads', input: { where } }]);
  });

  it.each([
    [
      'how many smb leads opened at least 3 emails this month',
      'email_opens >= 3 IN last_18_days',
      '2026-03-18T23:59:59.999Z',
    ],
    [
      'who registered for a webinar last week',
      'webinar_registrations >= 1 IN last_7_days',
      '2026-03-15T23:59:59.999Z',
    ],
    [
      'which leads downloaded a guide since Monday?',
      'content_downloads >= 1 WHERE (content_type = "guide") IN last_3_days',
      '2026-03-18T23:59:59.999Z',
    ],
    [
      'count leads who clicked an email yesterday',
      'email_clicks >= 1 IN last_1_day',
      '2026-03-17T23:59:59.999Z',
    ],
    [
      'how many leads requested a demo in february',
      'demo_requests >= 1 IN last_28_days',
      '2026-02-28T23:59:59.999Z',
    ],
    [
      'how many leads visited pricing between 1 march and 10 march',
      `${pricing} IN last_10_days`,
      '2026-03-10T23:59:59.999Z',
    ],
    [
      'how many leads visited pricing since 2026-03-01',
      `${pricing} IN last_18_days`,
      '2026-03-18T23:59:59.999Z',
    ],
  ])('counts calendar periods to their end: %s', (text, where, asOf) => {
    expect(callsOf(text)).toMatchObject([{ input: { where: expect.stringContaining(where), as_of: asOf } }]);
  });

  it.each([
    ['which leads had no page visits in the last 30 days', 'page_visits = 0 IN last_30_days'],
    ['how many leads have no page visits', 'page_visits = 0'],
    ['leads without page visits in the last 30 days', 'page_visits = 0 IN last_30_days'],
    ['leads with zero page visits in the last 30 days', 'page_visits = 0 IN last_30_days'],
    ['how many leads have 0 page visits in the last 30 days', 'page_visits = 0 IN last_30_days'],
    ['leads with 0 email opens', 'email_opens = 0'],
    ['leads with no email opens in the last 30 days', 'email_opens = 0 IN last_30_days'],
    ['leads with no pricing page visits', 'page_visits = 0 WHERE (page_url CONTAINS "pricing")'],
    ['how many leads never visited', 'page_visits = 0'],
    ['leads who have not visited in the last 30 days', 'page_visits = 0 IN last_30_days'],
    ['leads with 3 page visits', 'page_visits >= 3'],
    ['leads with at least two pricing page visits', 'page_visits >= 2 WHERE (page_url CONTAINS "pricing")'],
    ['leads with no downloads in the last 30 days', 'content_downloads = 0 IN last_30_days'],
    ['how many leads in Germny', 'country = "DE"'],
  ])('reads none as none: %s', (text, where) => {
    expect(callsOf(text)).toMatchObject([{ name: 'query_leads', input: { where } }]);
  });

  it.each([
    ['how many demo requests did we get in the last 2 weeks', 'demo_requests >= 1 IN last_14_days'],
    ['how many demo requests came in in the last 2 weeks', 'demo_requests >= 1 IN last_14_days'],
    ['demo requests last 30 days', 'demo_requests >= 1 IN last_30_days'],
    ['demo requests in the last 30 days', 'demo_requests >= 1 IN last_30_days'],
    ['downloads last month', 'content_downloads >= 1 IN last_28_days'],
    ['how many page visits did we have in the last 7 days', 'page_visits >= 1 IN last_7_days'],
  ])('gives the period to the event alone, and says what is counted: %s', (text, where) => {
    expect(plan(text)).toMatchObject({
      calls: [{ name: 'query_leads', input: { where } }],
      notes: expect.arrayContaining([expect.stringContaining('not how often it happened')]),
    });
  });

  it.each([
    ['how many engaged leads are there', 'IN SEGMENT engaged', 'Engaged in the last 30 days'],
    ['how many leads engaged in the last 30 days', 'IN SEGMENT engaged', 'Engaged in the last 30 days'],
    ['which leads are not engaged', 'NOT IN SEGMENT engaged', 'Engaged in the last 30 days'],
    ['silent enterprise leads', 'IN SEGMENT silent AND company_size = "enterprise"', 'Silent for 45 days'],
    ['how many leads are sales qualified', 'IN SEGMENT sales-qualified', 'Sales qualified'],
    [
      'engaged leads who downloaded a guide in the last 7 days',
      'IN SEGMENT engaged AND content_downloads >= 1 WHERE (content_type = "guide") IN last_7_days',
      'Engaged in the last 30 days',
    ],
  ])('uses the words as the segments of the program define them, and says so: %s', (text, where, title) => {
    expect(plan(text)).toMatchObject({
      calls: [{ input: { where } }],
      notes: expect.arrayContaining([expect.stringContaining(`the segment “${title}” (`)]),
    });
  });

  it('leaves to other words what they say themselves', () => {
    expect(callsOf('how many enterprise leads')).toMatchObject([
      { input: { where: 'company_size = "enterprise"' } },
    ]);
    expect(callsOf('how many leads visited pricing')).toMatchObject([{ input: { where: pricing } }]);
    expect(callsOf('leads in the silent segment')).toMatchObject([{ input: { where: 'IN SEGMENT silent' } }]);
    expect(callsOf('leads silent in the last 7 days')).toMatchObject([
      { input: { where: expect.stringContaining('email_opens = 0 IN last_7_days') } },
    ]);
  });

  it('still counts the leads that came', () => {
    expect(callsOf('how many leads did we get in the last 2 weeks')).toMatchObject([
      { input: { where: 'created_at AFTER now - 14 days' } },
    ]);
    expect(callsOf('how many new leads visited pricing in the last 14 days')).toMatchObject([
      { input: { where: `created_at AFTER now - 14 days AND ${pricing} IN last_14_days` } },
    ]);
  });

  it('breaks down by a field, compares, and lists the best', () => {
    expect(callsOf('how many leads by industry')).toEqual([
      { name: 'query_leads', input: { breakdown_by: 'industry', sample: 0 } },
    ]);
    expect(callsOf('enterprise vs SMB leads who visited the pricing page')).toMatchObject([
      {
        input: {
          breakdown_by: 'company_size',
          where: `company_size IN ("enterprise", "smb") AND ${pricing}`,
        },
      },
    ]);
    expect(callsOf('top 10 enterprise leads')).toMatchObject([
      { input: { where: 'company_size = "enterprise"', sample: 10 } },
    ]);
  });

  it('names what it did not understand instead of counting everybody', () => {
    expect(callsOf('how many leads in atlantis')).toContain('“atlantis”');
    expect(plan('how many smb leads in atlantis')).toMatchObject({
      notes: [expect.stringContaining('“atlantis”')],
    });
    expect(callsOf('how many leads in the platinum segment')).toContain('There is no segment “platinum”');
  });

  it('names an order that it cannot give, rather than giving the other one', () => {
    expect(JSON.stringify(plan('who has the lowest score?'))).toContain('“lowest”');
    expect(JSON.stringify(plan('which leads have the fewest points?'))).toContain('fewest');
  });
});
