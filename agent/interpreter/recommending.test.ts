import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';
import { talk } from './test-talk.ts';

const healthcare = 'industry = "healthcare"';

describe('what to send', () => {
  it.each([
    [
      'what should we send healthcare leads at the decision stage?',
      { where: `${healthcare} AND journey_stage = "decision"` },
    ],
    ['What content should we send to enterprise leads?', { where: 'company_size = "enterprise"' }],
    ['recommend 3 case studies for healthcare leads', { where: healthcare, kind: 'case-study', limit: 3 }],
    ['what should we send fintech leads about ROI', { where: 'industry = "fintech"', goal: 'roi' }],
    ['what would be best to send to fintech leads', { where: 'industry = "fintech"' }],
    [
      'what should retail leads in awareness hear next?',
      { where: 'industry = "retail" AND journey_stage = "awareness"' },
    ],
    ['whats good to send to jane roe', { lead: 'jane roe' }],
    ['what should we send to engaged leads', { where: 'IN SEGMENT engaged' }],
    ['what should jane@example.com get next?', { lead: 'jane@example.com' }],
    ['what should Jane get next', { lead: 'Jane' }],
    ['What should we send Jane Doe next?', { lead: 'Jane Doe' }],
    ["recommend something for Cy O'Neil", { lead: "Cy O'Neil" }],
    [
      'which content should we send to bo@example.com about security?',
      { lead: 'bo@example.com', goal: 'security' },
    ],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'recommend_content', input }]);
  });

  it('is said not to be understood rather than guessed', () => {
    expect(callsOf('what should we send the flurbs of the west')).toMatch(/did not understand/);
    expect(callsOf('what should she get next?')).toMatch(/which lead you mean/);
  });
});

describe('what worked', () => {
  it.each([
    [
      'which case studies work best for enterprise',
      { show: 'best', kind: 'case-study', where: 'company_size = "enterprise"' },
    ],
    ['what content works best for healthcare leads?', { show: 'best', where: healthcare }],
    ['which emails performed best', { show: 'best', kind: 'email' }],
    ['top 3 guides for SMB', { show: 'best', kind: 'guide', limit: 3, where: 'company_size = "smb"' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'recommend_content', input }]);
  });
});

describe('what is missing', () => {
  it.each([
    ['where are our content gaps?', {}],
    ['show me the content gaps by industry', { by: 'industry' }],
    ['what content are we missing at the decision stage', { stage: 'decision' }],
    ['which case studies are missing by company size?', { kind: 'case-study', by: 'company-size' }],
    ['content coverage by role', { by: 'role' }],
    ['do we lack content for technical buyers?', { by: 'role' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([
      { name: 'recommend_content', input: { show: 'gaps', ...input, limit: 10 } },
    ]);
  });
});

it('goes on with another lead, or another kind', () => {
  const calls = (...said: string[]) => talk(...said).map((turn) => turn.calls[0]?.input);
  expect(calls('What should we send Jane Roe next?', 'And Bo Ek?')).toEqual([
    { lead: 'Jane Roe' },
    { lead: 'Bo Ek' },
  ]);
  expect(calls('what should healthcare leads get next?', 'only checklists')[1]).toEqual({
    where: healthcare,
    kind: 'checklist',
  });
});

describe('what the library says', () => {
  const search = (query: string, rest: object = {}) => ({ query, ...rest, limit: 10 });
  it.each([
    [
      'healthcare case study pls',
      search('healthcare case study', { kind: 'case-study', industry: 'healthcare' }),
    ],
    ['guides on security', search('security', { kind: 'guide' })],
    ['search content for security review, checklists only', search('security review', { kind: 'checklist' })],
    ['how many steps does our onboarding guide list?', search('steps onboarding', { kind: 'guide' })],
    ['what does the security checklist say about access?', search('security access', { kind: 'checklist' })],
    ['what do we have on parental leave', search('parental leave')],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'search_content', input }]);
  });

  it('goes on with another topic, industry or kind', () => {
    const turns = talk(
      'what do we have about onboarding for fintech?',
      'and on privacy in healthcare?',
      'only guides',
    );
    expect(turns.map(({ calls }) => calls[0]?.input)).toEqual([
      search('onboarding', { industry: 'fintech' }),
      search('privacy', { industry: 'healthcare' }),
      search('privacy', { industry: 'healthcare', kind: 'guide' }),
    ]);
  });
});

it.each([
  ['which leads downloaded a guide', 'query_leads'],
  ['monthly report', 'analyse_performance'],
  ['what would jane@example.com get in the next 30 days?', 'simulate_lead'],
  ['what do we have about security for healthcare?', 'search_content'],
  ['how did the SMB fast track do last month?', 'analyse_performance'],
  ['build a 4-week track for SMB fintech leads in awareness', 'propose_track'],
  ['send me a test of email 3 of the SMB fast track as jane@example.com', 'send_test'],
])('“%s” asks for something else', (text, name) => {
  const found = plan(text);
  expect('calls' in found ? found.calls.map((call) => call.name) : found.say).toEqual([name]);
});
