import { describe, expect, it } from 'vitest';
import { talk } from '../test-talk.ts';

/** What the last of these messages leads to. */
const lastOf = (...messages: string[]) => talk(...messages).at(-1);
const built = 'build a 4-week track for SMB fintech leads in awareness';

describe('a correction', () => {
  it.each([
    ['no, 6 weeks', { weeks: 6, title: 'SMB fintech awareness' }],
    ['make it 6 weeks', { weeks: 6 }],
    ['not SMB, enterprise', { title: 'Enterprise fintech awareness', weeks: 4 }],
    ['enterprise, not SMB', { title: 'Enterprise fintech awareness' }],
    ['sorry, I meant retail instead of fintech', { title: 'SMB retail awareness' }],
    ['with 5 emails', { weeks: 4, email_count: 5 }],
    ['until they request a demo', { goal: 'demo_requests >= 1' }],
  ])('proposes anew, and names the proposal before: %s', (text, input) => {
    expect(lastOf(built, text)).toMatchObject({
      calls: [{ name: 'propose_track', input }],
      text: expect.stringContaining('The change before it, “SMB fintech awareness”, still waits'),
    });
  });

  it.each(['On second thoughts, 30 is better.', 'let’s make it 30', 'I’d prefer 30'])('%s', (text) => {
    expect(lastOf('give 25 points for a pricing page visit', text)?.calls).toMatchObject([
      { input: { scoring: { put_rules: [{ points: 30, id: 'pricing-visit' }] } } },
    ]);
  });

  it('of a number of emails, and not of the days that they may take', () => {
    const [, second] = talk(
      'A lead should get no more than 8 emails per month, meaning 30 days.',
      'Sorry, I meant 10.',
    );
    expect(second?.calls).toMatchObject([{ input: { edits: [{ value: { count: 10, days: 30 } }] } }]);
  });

  it('is put right again by the next', () => {
    expect(lastOf(built, 'no, 6 weeks', 'not SMB, enterprise', 'make it 8 weeks')?.calls).toMatchObject([
      { input: { weeks: 8, title: 'Enterprise fintech awareness' } },
    ]);
  });

  it.each([
    ['give 25 points for a pricing page visit', 'no, 30', { points: 30, id: 'pricing-visit' }],
    [
      'give 25 points for a pricing page visit',
      'I meant a demo request',
      { points: 25, when: 'demo_request' },
    ],
  ])('of points: %s, %s', (first, text, rule) => {
    expect(lastOf(first, text)?.calls).toMatchObject([{ input: { scoring: { put_rules: [rule] } } }]);
  });

  it('of a halt says that the first still stands', () => {
    expect(lastOf('halt the SMB fast track', 'no, I meant the enterprise decision track')).toMatchObject({
      calls: [{ name: 'halt_sending', input: { target: 'enterprise-decision' } }],
      text: expect.stringContaining('stays halted from before'),
    });
  });

  it.each([
    ['how many enterprise leads visited pricing', 'not enterprise, SMB', 'company_size = "smb"'],
    ['how many leads visited the pricing page', 'no, the demo page', 'CONTAINS "demo"'],
    ['how many fintech or retail leads', 'no, healthcare', 'industry = "healthcare"'],
  ])('of a question: %s, %s', (first, text, where) => {
    expect(lastOf(first, text)?.calls).toMatchObject([{ input: { where: expect.stringContaining(where) } }]);
  });

  it.each(['what about the enterprise decision track?', 'and the enterprise decision track?'])(
    'is none, so that nothing is done again: %s',
    (text) => {
      const { calls = [] } = lastOf('halt the SMB fast track', text) ?? {};
      expect(calls.filter(({ name }) => name === 'halt_sending')).toEqual([]);
    },
  );

  it.each(['no, purple', 'I meant the flibber', 'not SMB', 'actually never mind'])(
    'that names nothing writes nothing: %s',
    (text) => {
      expect(lastOf(built, text)?.calls).toEqual([]);
    },
  );
});

describe('the same of something else', () => {
  it('is proposed beside the first', () => {
    const answer = lastOf(built, 'same for retail');
    expect(answer?.calls).toMatchObject([{ input: { title: 'SMB retail awareness' } }]);
    expect(answer?.text).not.toContain('still waits');
  });

  it.each([
    ['why did Jane Doe get this email?', 'and Bob Smith?', { lead: 'bob smith', about: 'email' }],
    [
      'what would jane@example.com get in the next 30 days',
      'and bob@example.com?',
      { lead: 'bob@example.com' },
    ],
    ['what would jane@example.com get in the next 30 days', '60 days', { days: 60 }],
    ['show me the SMB fast track', 'and the enterprise decision one?', { track: 'enterprise-decision' }],
    [
      'what do we have about security for healthcare?',
      'and for fintech?',
      { query: 'security', industry: 'fintech' },
    ],
    [
      'draft an email about ROI for healthcare leads',
      'same for fintech',
      { about: 'roi', industry: 'fintech' },
    ],
    [
      'send me a test of email 2 of the SMB fast track',
      'and email 1 as jane@example.com',
      { track: 'smb-fast-track', email: '1', lead: 'jane@example.com' },
    ],
  ])('%s, %s', (first, text, input) => {
    expect(lastOf(first, text)?.calls).toMatchObject([{ input }]);
  });
});

describe('half a sentence', () => {
  it.each([
    ['give points for webinar registrations', '30', { scoring: { put_rules: [{ points: 30 }] } }],
    ['build a decision track for SMB fintech leads', '3', { weeks: 3, stage: 'decision' }],
    [
      'send me a test of email 3 of the SMB fast track as Jane Doe',
      'And a test of email 4, please.',
      { email: '4', lead: 'Jane Doe' },
    ],
    ['what should we send Jane Doe next?', 'And Sofia Bianchi?', { lead: 'Sofia Bianchi' }],
    [
      'how many leads have a score between 40 and 60?',
      'And between 60 and 80?',
      { where: 'lead_score >= 60 AND lead_score <= 80' },
    ],
    [
      'demo requests in the last 30 days, how many leads',
      '60?',
      { where: 'demo_requests >= 1 IN last_60_days' },
    ],
  ])('%s, %s', (first, text, input) => {
    expect(lastOf(first, text)?.calls).toMatchObject([{ input }]);
  });

  it.each([
    [
      'smb leads that havent visited the site for 30 days',
      'company_size = "smb" AND page_visits = 0 IN last_30_days',
    ],
    ['smb leads w/o any email open in 30d', 'company_size = "smb" AND email_opens = 0 IN last_30_days'],
    [
      'count email_clicks = 0 IN last_90_days AND company_size != "enterprise"',
      'email_clicks = 0 IN last_90_days AND company_size != "enterprise"',
    ],
    [
      'How many leads satisfy page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days?',
      'page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days',
    ],
  ])('is read whole: %s', (text, where) => {
    expect(lastOf(text)?.calls).toMatchObject([{ name: 'query_leads', input: { where } }]);
  });
});

describe('what was listed or counted', () => {
  it.each([
    ['why does the second one have that score?', { lead: '0a680780-0000-4000-8000-000000000001' }],
    [
      'put the last one on the SMB fast track',
      { enrol: { leads: ['0a680780-0000-4000-8000-000000000002'] } },
    ],
  ])('is meant by its place: %s', (text, input) => {
    expect(lastOf('top 3 leads', text)?.calls).toMatchObject([{ input }]);
  });

  it.each([
    ['how many of them requested a demo?', { where: 'industry = "retail" AND demo_requests >= 1' }],
    [
      'build a 4-week awareness track for those leads',
      { audience: 'industry = "retail"', stage: 'awareness' },
    ],
    ['what should we send them?', { where: 'industry = "retail"' }],
  ])('is meant by a word: %s', (text, input) => {
    expect(lastOf('how many retail leads do we have?', text)?.calls).toMatchObject([{ input }]);
  });
});

describe('did you mean', () => {
  it.each([
    ['how many leads in manufac', { where: 'industry = "manufacturing"' }],
    ['how many smb leads in manufac', { where: 'company_size = "smb" AND industry = "manufacturing"' }],
    ['build a 4-week track for manufac SMB leads in awareness', { title: 'SMB manufacturing awareness' }],
  ])('is answered by yes: %s', (text, input) => {
    const [asked, done] = talk(text, 'yes');
    expect(asked?.text).toContain('Did you mean manufacturing by “manufac”?');
    expect(done?.calls).toMatchObject([{ input }]);
  });
});
