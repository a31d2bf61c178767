import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';

describe('requests about the program', () => {
  it('shows the main one of several tracks and names the others', () => {
    expect(plan('show me the enterprise track')).toEqual({
      calls: [{ name: 'show_program', input: { track: 'enterprise-cold-lead-education' } }],
      notes: [
        'That is the track these words fit best; there is also Enterprise consideration, Enterprise decision.',
      ],
    });
    expect(plan('show me the enterprise decision track')).toMatchObject({
      calls: [{ input: { track: 'enterprise-decision' } }],
      notes: [],
    });
  });

  it.each([
    ['list segments', 'show_program', { parts: ['segments'] }],
    ['what tracks do we have?', 'show_program', { parts: ['tracks'] }],
    ['list scoring rules', 'show_program', { parts: ['scoring'] }],
    ['how is engaged defined', 'show_program', { parts: ['segments'] }],
    ['which version is in force?', 'show_program', {}],
    ['how many emails has the SMB fast track', 'show_program', { track: 'smb-fast-track' }],
    ['when do leads leave the SMB fast track?', 'show_program', { track: 'smb-fast-track' }],
    ['what are we testing at the moment?', 'read_experiments', {}],
    ['when is a lead handed to sales?', 'show_program', { parts: ['scoring'] }],
    ['how many points does a lead need to become an SQL', 'show_program', { parts: ['scoring'] }],
    ['list fields', 'show_program', { parts: ['vocabulary'] }],
    ['show me the program', 'show_program', {}],
    ['show me the SMB fast track', 'show_program', { track: 'smb-fast-track' }],
    ["what's in the pricing follow-up track?", 'show_program', { track: 'pricing-follow-up' }],
    ['list changes', 'show_changes', {}],
    ['what is waiting for approval?', 'show_changes', { status: 'proposed' }],
    ['show the change 3f2a91bc', 'show_changes', { id: '3f2a91bc' }],
    [
      'what do we have about security for healthcare?',
      'search_content',
      { query: 'security', industry: 'healthcare' },
    ],
    [
      'find me guides about onboarding for decision stage',
      'search_content',
      { query: 'onboarding', kind: 'guide', stage: 'decision' },
    ],
    [
      'what content do we have for the decision stage?',
      'search_content',
      { query: 'decision', stage: 'decision' },
    ],
    ['what is our refund policy?', 'search_content', { query: 'refund policy' }],
    ['which of our case studies is about hospitals?', 'search_content', { kind: 'case-study' }],
    ['find me something about change management', 'search_content', { query: 'change management' }],
    ['search security healthcare', 'search_content', { query: 'security', industry: 'healthcare' }],
    ['explain the scoring', 'show_program', { parts: ['scoring'] }],
    ['halt the SMB fast track', 'halt_sending', { target: 'smb-fast-track' }],
    [
      'halt all sending because the domain is broken',
      'halt_sending',
      { target: '*', reason: 'the domain is broken' },
    ],
    [
      'resume the SMB fast track',
      'propose_change',
      { edits: [{ op: 'remove', path: 'halts/smb-fast-track' }] },
    ],
  ])('%s', (text, name, input) => {
    expect(callsOf(text)).toMatchObject([{ name, input }]);
  });

  it('does not halt when several tracks fit', () => {
    expect(callsOf('pause the enterprise track')).toContain('Which track do you mean?');
  });
});

describe('proposals', () => {
  it.each([
    [
      'build a 4-week track for SMB fintech leads in awareness',
      {
        title: 'SMB fintech awareness',
        stage: 'awareness',
        weeks: 4,
        audience: 'company_size = "smb" AND industry = "fintech" AND journey_stage = "awareness"',
      },
    ],
    [
      'Build a 4 week track for small fintech businesses in awareness.',
      { title: 'SMB fintech awareness', weeks: 4 },
    ],
    [
      'make a 6 week nurture sequence for mid-market manufacturing leads in consideration with 5 emails',
      { stage: 'consideration', weeks: 6, email_count: 5 },
    ],
    [
      'create an awareness track over 3 months for healthcare decision makers called "Health push", one email every 2 weeks',
      {
        title: 'Health push',
        weeks: 13,
        every_days: 14,
        stage: 'awareness',
        audience: 'industry = "healthcare" AND buyer_role = "economic"',
      },
    ],
    [
      'build a 4-week track for SMB fintech leads in awareness until they request a demo',
      { goal: 'demo_requests >= 1' },
    ],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toMatchObject([{ name: 'propose_track', input }]);
  });

  it.each([
    [
      'give 25 points for a pricing page visit',
      { id: 'pricing-visit', when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 },
    ],
    ['increase pricing page visit points by 5', { id: 'pricing-visit', points: 15 }],
    [
      'add 15 points for webinar registrations, at most once a week',
      { when: 'webinar_registration', points: 15, cap: { points: 15, per: 'week' } },
    ],
    [
      'give enterprise leads 20 points when they download a case study',
      {
        when: 'content_download AND content_type = "case-study" AND company_size = "enterprise"',
        points: 20,
      },
    ],
    ['take away 10 points for unsubscribing', { when: 'unsubscribe', points: -10 }],
    [
      'give 10 points to leads who open an email, max 30 per week',
      { when: 'email_open', points: 10, cap: { points: 30, per: 'week' } },
    ],
    ['+15 for attending a webinar', { when: 'webinar_attendance', points: 15 }],
  ])('%s', (text, rule) => {
    expect(callsOf(text)).toMatchObject([
      { name: 'propose_change', input: { scoring: { put_rules: [rule] } } },
    ]);
  });

  it('removes a rule and moves a threshold', () => {
    expect(callsOf('remove the pricing visit rule')).toEqual([
      { name: 'propose_change', input: { scoring: { remove_rules: ['pricing-visit'] } } },
    ]);
    expect(callsOf('set the sales qualified threshold to 80')).toMatchObject([
      {
        input: {
          scoring: {
            put_thresholds: [{ id: 'sales-qualified', at: 80, actions: [{ do: 'lifecycle', stage: 'sql' }] }],
          },
        },
      },
    ]);
  });

  it.each(['make sales qualified at 80 points', 'raise the sales qualified threshold by 5 to 80'])(
    'moves the threshold that is named by its title: %s',
    (text) => {
      expect(callsOf(text)).toMatchObject([
        { input: { scoring: { put_thresholds: [{ id: 'sales-qualified', at: 80 }] } } },
      ]);
    },
  );

  it('asks for what is missing and reads the answer together with the request', () => {
    const asked = 'build a track for enterprise leads';
    const question = callsOf(asked) as string;
    expect(question).toContain('its stage');
    expect(question).toContain('how many weeks');
    expect(callsOf('consideration, 6 weeks', [{ asked, calls: [], answered: question }])).toMatchObject([
      { name: 'propose_track', input: { stage: 'consideration', weeks: 6 } },
    ]);
    expect(callsOf('give 25 points')).toContain('what they are for');
  });

  it.each([
    'build a 4-week track for SMB underwater leads in awareness',
    'give 25 points for a moonwalk',
    'give 25 points for a pricing page visit by penguins',
  ])('writes nothing of what it did not wholly understand: %s', (text) => {
    expect(typeof callsOf(text)).toBe('string');
  });
});
