import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';

describe('questions about content and experiments, however they are put', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['what content do we miss for fintech', 'recommend_content', { show: 'gaps', by: 'industry' }],
    ['where are the holes in our content', 'recommend_content', { show: 'gaps' }],
    ['which stages have no content', 'recommend_content', { show: 'gaps' }],
    ['do we need more content for manufacturing', 'recommend_content', { show: 'gaps', by: 'industry' }],
    ['most popular content among enterprise leads', 'recommend_content', { show: 'best' }],
    ["what's our line on data privacy", 'search_content', { query: 'data privacy' }],
    ['show me everything on security', 'search_content', { query: 'security' }],
    [
      'what do we still lack for the decision stage',
      'recommend_content',
      { show: 'gaps', stage: 'decision' },
    ],
    ['Have we ever published something about payroll tax?', 'search_content', { query: 'payroll tax' }],
    ['Do we also have a list of questions for vendors?', 'search_content', { query: 'questions vendors' }],
    ['do we have a case study for retail companies', 'search_content', { kind: 'case-study' }],
    ['any collateral on change control?', 'search_content', {}],
    [
      'I will follow up with Amara Okafor. Which piece of content fits her best?',
      'recommend_content',
      { lead: 'Amara Okafor' },
    ],
    [
      'I owe our fintech leads an email about a rollout in 90 days. Please draft it.',
      'draft_email',
      { about: 'a rollout in 90 days', industry: 'fintech' },
    ],
    [
      'smb fast track mail 2 is way too long, cut it down please',
      'draft_email',
      { email: '2', shorter: true },
    ],
    [
      'I want to see mail 2 of the SMB fast track in my own inbox, the way Amara Okafor would get it.',
      'send_test',
      { email: '2', lead: 'Amara Okafor' },
    ],
    ['which variant is winning', 'read_experiments', {}],
    ['how long would we have to run a subject line test', 'read_experiments', { plan: { metric: 'click' } }],
  ])('%s', (text, name, input) => {
    expect(callsOf(text)).toMatchObject([{ name, input }]);
  });

  it.each(['which piece fits her best?', 'what content would suit him next'])(
    'is no question of all leads: %s',
    (text) => {
      expect(callsOf(text)).toContain('which lead you mean');
    },
  );

  it('sends a test to nobody else', () => {
    expect(
      callsOf('my colleague wants to see email 2 of the SMB fast track, send the test to her'),
    ).toContain('nobody else');
  });

  it('searches without a job title that content is not kept by, and says so', () => {
    expect(plan('give me a case study for a CFO in healthcare')).toEqual({
      calls: [
        {
          name: 'search_content',
          input: { query: 'case-study', kind: 'case-study', industry: 'healthcare', limit: 10 },
        },
      ],
      notes: [expect.stringContaining('without “')],
    });
  });
});

describe('what is asked of the library is known by what is named', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['According to our security guide, after how many days is deleted data gone?', 'search_content', {}],
    ['A prospect asks about single sign-on. Which of our documents covers that?', 'search_content', {}],
    ['is there anything in the library on getting changes approved faster', 'search_content', {}],
    ['which content has done best with fintech leads', 'recommend_content', { show: 'best' }],
    ['what goes down well with manufacturing leads', 'recommend_content', { show: 'best' }],
    ['where is our library thin', 'recommend_content', { show: 'gaps' }],
    ['what does our library lack for the consideration stage', 'recommend_content', { show: 'gaps' }],
    [
      'manufacturing, decision stage - what do I send them?',
      'recommend_content',
      { where: 'industry = "manufacturing" AND journey_stage = "decision"' },
    ],
    ['I’m going to email Jane Roe, what should I attach?', 'recommend_content', { lead: 'Jane Roe' }],
    [
      'email 2 of the SMB fast track is way too long, give me a shorter draft',
      'draft_email',
      { track: 'smb-fast-track', email: '2', shorter: true },
    ],
  ])('%s', (text, name, input) => {
    expect(callsOf(text)).toMatchObject([{ name, input }]);
  });

  it.each([
    ['how many leads downloaded a guide last month', 'query_leads'],
    ['replace email 2 of the SMB fast track with the ROI guide', 'propose_change'],
    ['what would Jane Roe get next week?', 'simulate_lead'],
  ])('is another request: %s', (text, name) => {
    const calls = callsOf(text);
    expect(
      calls === undefined || typeof calls === 'string' ? [] : calls.map((one) => one.name),
    ).not.toContain('search_content');
    if (name !== 'propose_change') expect(calls).toMatchObject([{ name }]);
  });
});
