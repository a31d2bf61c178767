import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';

describe('questions about figures, however they are put', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      "how's the click-through looking for fintech this quarter",
      { about: 'emails', industry: 'fintech', period: 'this quarter' },
    ],
    [
      'how do CFOs respond to our emails',
      { about: 'emails', where: 'job_title CONTAINS "Chief Financial Officer"' },
    ],
    ['how many demos were booked through nurturing', { about: 'emails' }],
    ['week over week click rate', { about: 'emails', period: 'last 7 days' }],
    ['draw me a chart of click rates over the last 90 days', { about: 'emails', period: 'last 90 days' }],
    ['are our emails landing in spam', { about: 'deliverability' }],
    ['what happened with deliverability in february', { about: 'deliverability', period: 'February 2026' }],
    ['what percentage of leads make it from awareness to consideration', { stage: 'awareness' }],
    ['which email performs worst', { about: 'content' }],
    ['which email gets the fewest clicks', { about: 'content' }],
    [
      'most clicked mails among healthcare leads in february',
      { about: 'content', industry: 'healthcare', period: 'February 2026' },
    ],
    ['which case study brought in the most deals', { about: 'attribution' }],
    ['how big is our pipeline', { about: 'pipeline' }],
    ['plot the pipeline', { about: 'pipeline' }],
    ['how much money is in open proposals', { about: 'pipeline' }],
    ['what would you fix first', { about: 'opportunities' }],
    ['cohort analysis please', { about: 'cohorts' }],
    ['is the SMB fast track working', { track: 'smb-fast-track' }],
    ['performance of the pricing follow-up', { track: 'pricing-follow-up' }],
    ['are we doing better than last month', { period: 'this month' }],
    ['what changed compared to last week', { period: 'this week' }],
    ['weekly summary', { period: 'last 7 days' }],
    ['how did we do in february vs january', { period: 'February 2026' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'analyse_performance', input }]);
  });

  it.each([
    ['compare this quarter with last quarter', [{ period: 'this quarter' }, { period: 'quarter 4 of 2025' }]],
    ['which region converts best', [{ where: 'region = "europe"' }, { where: 'region = "north-america"' }]],
  ])('%s: side by side', (text, inputs) => {
    expect(callsOf(text)).toEqual(inputs.map((input) => ({ name: 'analyse_performance', input })));
  });
});
