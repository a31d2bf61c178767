import { describe, expect, it } from 'vitest';
import type { Exchange, Plan } from './requests.ts';
import { testVocabulary, testWorld } from './test-world.ts';
import { understand } from './understand.ts';

const plan = (text: string, history: Exchange[] = []): Plan => understand(text, testWorld(history));
const callsOf = (text: string, history: Exchange[] = []) => {
  const found = plan(text, history);
  return 'calls' in found ? found.calls : found.say;
};
const pricing = 'page_visits >= 1 WHERE (page_url CONTAINS "pricing")';

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
});

describe('requests about the program', () => {
  it('shows the main one of several tracks and names the others', () => {
    expect(plan('show me the enterprise track')).toEqual({
      calls: [{ name: 'show_track', input: { track: 'enterprise-cold-lead-education' } }],
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
    ['list segments', 'list_program', { parts: ['segments'] }],
    ['what tracks do we have?', 'list_program', { parts: ['tracks'] }],
    ['list scoring rules', 'list_program', { parts: ['scoring'] }],
    ['list fields', 'list_program', { parts: ['vocabulary'] }],
    ['show me the program', 'list_program', {}],
    ['show me the SMB fast track', 'show_track', { track: 'smb-fast-track' }],
    ["what's in the pricing follow-up track?", 'show_track', { track: 'pricing-follow-up' }],
    ['list changes', 'list_changes', {}],
    ['what is waiting for approval?', 'list_changes', { status: 'proposed' }],
    ['show the change 3f2a91bc', 'show_change', { id: '3f2a91bc' }],
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
    ['halt the SMB fast track', 'halt_sending', { target: 'smb-fast-track' }],
    [
      'halt all sending because the domain is broken',
      'halt_sending',
      { target: '*', reason: 'the domain is broken' },
    ],
    ['resume the SMB fast track', 'propose_resume', { target: 'smb-fast-track' }],
  ])('%s', (text, name, input) => {
    expect(callsOf(text)).toMatchObject([{ name, input }]);
  });

  it.each([
    [
      'how did the SMB fast track do last month?',
      'smb-fast-track',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ],
    [
      'show the stats of the smb fast track for the last 2 weeks',
      'smb-fast-track',
      '2026-03-04T12:00:00.000Z',
      '2026-03-18T12:00:00.000Z',
    ],
    [
      'how well did the enterprise track do in january',
      'enterprise-cold-lead-education',
      '2026-01-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ],
  ])('%s', (text, track, from, to) => {
    expect(callsOf(text)).toEqual([{ name: 'track_performance', input: { track, from, to } }]);
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
        audience: 'journey_stage = "awareness" AND industry = "healthcare" AND buyer_role = "economic"',
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
    expect(callsOf(text)).toMatchObject([{ name: 'propose_scoring_change', input: { put_rules: [rule] } }]);
  });

  it('removes a rule and moves a threshold', () => {
    expect(callsOf('remove the pricing visit rule')).toEqual([
      { name: 'propose_scoring_change', input: { remove_rules: ['pricing-visit'] } },
    ]);
    expect(callsOf('set the sales qualified threshold to 80')).toMatchObject([
      {
        input: {
          put_thresholds: [{ id: 'sales-qualified', at: 80, actions: [{ do: 'lifecycle', stage: 'sql' }] }],
        },
      },
    ]);
  });

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

describe('follow-ups', () => {
  const counted: Exchange = {
    asked: 'how many enterprise leads visited the pricing page in the last 30 days?',
    calls: [
      {
        name: 'query_leads',
        input: { where: `company_size = "enterprise" AND ${pricing} IN last_30_days`, sample: 0 },
        output: { count: 3 },
      },
    ],
    answered: '3 leads',
  };
  const proposed: Exchange = {
    asked: 'give 25 points for a pricing page visit',
    calls: [
      {
        name: 'propose_scoring_change',
        input: {},
        output: {
          change: { id: 'c0ffee00-0000', url: testVocabulary.changeUrl('c0ffee00-0000'), title: 'Scoring' },
        },
      },
    ],
    answered: 'proposed',
  };
  const measured: Exchange = {
    asked: 'how did the SMB fast track do last month?',
    calls: [
      { name: 'track_performance', input: { track: 'smb-fast-track' }, output: { track: 'smb-fast-track' } },
    ],
    answered: 'well',
  };

  it.each([
    ['and for SMB?', `${pricing} IN last_30_days AND company_size = "smb"`],
    [
      'what about fintech?',
      `company_size = "enterprise" AND ${pricing} IN last_30_days AND industry = "fintech"`,
    ],
    ['no, 60 days', `company_size = "enterprise" AND ${pricing} IN last_60_days`],
    ['and in the last 2 weeks?', `company_size = "enterprise" AND ${pricing} IN last_14_days`],
    ['and who requested a demo?', 'company_size = "enterprise" AND demo_requests >= 1 IN last_30_days'],
  ])('changes the last question: %s', (text, where) => {
    expect(callsOf(text, [counted])).toMatchObject([{ name: 'query_leads', input: { where } }]);
  });

  it('breaks the last question down', () => {
    expect(callsOf('by industry', [counted])).toMatchObject([
      { input: { breakdown_by: 'industry', where: expect.stringContaining('enterprise') } },
    ]);
  });

  it.each(['approve it', 'yes, go ahead', 'please approve the change', 'ship it', 'reject it'])(
    'only says where to settle a change: %s',
    (text) => {
      expect(plan(text, [proposed])).toEqual({
        calls: [{ name: 'show_change', input: { id: 'c0ffee00-0000' } }],
        notes: [expect.stringContaining('I cannot approve')],
      });
      expect(callsOf(text)).toEqual([{ name: 'list_changes', input: { status: 'proposed' } }]);
    },
  );

  it('knows the track that was last spoken of', () => {
    expect(callsOf('halt it', [measured])).toMatchObject([
      { name: 'halt_sending', input: { target: 'smb-fast-track' } },
    ]);
    expect(callsOf('show me that track', [measured])).toMatchObject([
      { name: 'show_track', input: { track: 'smb-fast-track' } },
    ]);
    expect(callsOf('and this month?', [measured])).toMatchObject([
      { name: 'track_performance', input: { track: 'smb-fast-track', from: '2026-03-01T00:00:00.000Z' } },
    ]);
    expect(callsOf('what about the enterprise track?', [measured])).toMatchObject([
      {
        name: 'track_performance',
        input: { track: 'enterprise-cold-lead-education', from: '2026-02-01T00:00:00.000Z' },
      },
    ]);
  });
});

describe('everything else', () => {
  it.each(['help', 'hi', 'what can you do?'])('says what it can do: %s', (text) => {
    expect(callsOf(text)).toContain('count and list leads');
  });

  it.each([
    ['delete all leads', 'I cannot change, import or delete leads'],
    ['write an email to my leads', 'I cannot write or send single emails'],
    ['change the subject of email 2 in the SMB fast track', 'I cannot yet change an existing track'],
    ['what is the weather', '“weather”'],
  ])('says plainly what it cannot do: %s', (text, said) => {
    expect(callsOf(text)).toContain(said);
  });

  it('never throws and never writes on noise', () => {
    for (const text of [
      '',
      '???',
      '((((',
      '“',
      'a'.repeat(5000),
      'how many '.repeat(200),
      '\u0000\ud800',
      'points points points 25',
    ]) {
      const found = plan(text);
      const writes = 'calls' in found ? found.calls.filter(({ name }) => /^(propose|halt)/.test(name)) : [];
      expect(writes).toEqual([]);
    }
  });
});
