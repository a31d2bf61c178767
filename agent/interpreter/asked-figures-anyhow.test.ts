import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';
import { lastCalls } from './test-talk.ts';

const figures = (input: Record<string, unknown>) => [{ name: 'analyse_performance', input }];

describe('figures are known by what is named, in any order', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'Among healthcare leads, what share of delivered emails got a click in the past 60 days?',
      { about: 'emails', industry: 'healthcare', period: 'last 60 days' },
    ],
    ['how often do people click what we send them', { about: 'emails' }],
    [
      'I would like to see how the SMB consideration emails have been clicked since the start of the year',
      { about: 'emails', track: 'smb-consideration', period: 'since 2026-01-01' },
    ],
    ['why were emails delayed in january', { about: 'holds', period: 'January 2026' }],
    ['how many sends did quiet hours delay in february', { about: 'holds', period: 'February 2026' }],
    ['how many people marked us as spam last month', { about: 'deliverability', period: 'February 2026' }],
    ['fintech funnel, 30 days', { about: 'funnel', industry: 'fintech', period: 'last 30 days' }],
    ['show me how leads flow through the stages', { about: 'funnel' }],
    ['avg days mql -> sql this quarter, ballpark?', { period: 'this quarter' }],
    ['which of our emails flopped in february', { about: 'content', period: 'February 2026' }],
    ['which weaknesses does our nurturing have', { about: 'opportunities' }],
    ['how do the segments stack up against each other', { about: 'segments' }],
    ['how much did we earn from nurtured leads in Q1', { about: 'pipeline', period: 'quarter 1 of 2026' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual(figures(input));
  });

  it.each([
    'Could you put manufacturing and fintech side by side for the last 90 days?',
    'contrast manufacturing with fintech over the last 90 days',
    'how does manufacturing stack up against fintech, last 90 days',
  ])('side by side: %s', (text) => {
    expect(callsOf(text)).toEqual(
      ['manufacturing', 'fintech'].flatMap((industry) => figures({ industry, period: 'last 90 days' })),
    );
  });

  it.each([
    'what was the click rate last month → and one month earlier?',
    'what was the click rate last month → and the month before?',
    'what was the click rate last month → what about the month before that',
  ])('the period before: %s', (talk) => {
    expect(lastCalls(talk)).toEqual(figures({ about: 'emails', period: 'January 2026' }));
  });

  it('narrows what was asked to those that are named after it', () => {
    expect(lastCalls('what was the bounce rate last month → For fintech leads only, please.')).toEqual(
      figures({ about: 'deliverability', period: 'February 2026', industry: 'fintech' }),
    );
  });

  it.each([
    'How many of our leads will have become customers by the end of summer?',
    'how many SQLs can we expect in april',
    'do you think we’ll hit 100 customers by summer',
    'will fintech convert better next month',
  ])('gives no forecast: %s', (text) => {
    expect(plan(text)).toMatchObject({ say: expect.stringContaining('no forecasts') });
  });

  it.each([
    ['how many leads clicked an email last week', 'query_leads'],
    ['which leads unsubscribed last month', 'query_leads'],
    ['which emails performed best', 'recommend_content'],
    ['open proposals', 'show_changes'],
    ['do we send emails at night?', 'show_program'],
    ['what content do we have about spam', 'search_content'],
  ])('is another question: %s', (text, name) => {
    expect(callsOf(text)).toMatchObject([{ name }]);
  });
});
