import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf } from './test-plan.ts';

const jane = 'jane.roe@acme-lending.example';
const spokenOf: Exchange[] = [
  {
    asked: 'why did Jane Roe get this email?',
    calls: [{ name: 'explain_lead', input: {}, output: { lead: { id: 'a-lead', name: 'Jane Roe' } } }],
    answered: 'Jane Roe got …',
  },
];

describe('why, of one lead', () => {
  it.each<[string, Record<string, unknown>]>([
    [`why did ${jane} get this email?`, { lead: jane, about: 'email' }],
    ['Why did Jane Roe get this email', { lead: 'jane roe', about: 'email' }],
    ['can you tell me why Jane Roe was sent an email', { lead: 'jane roe', about: 'email' }],
    [
      'why did jane get email 3 of the SMB fast track?',
      { lead: 'jane', about: 'email', email: '3', track: 'smb-fast-track' },
    ],
    [
      "why hasn't Jane Roe gotten the second email of the SMB fast track yet?",
      { lead: 'jane roe', about: 'email', email: '2', track: 'smb-fast-track' },
    ],
    [
      'why did Jane Roe not receive the email about security?',
      { lead: 'jane roe', about: 'email', email: 'security' },
    ],
    ['why did Jane get “The checklist”?', { lead: 'jane', about: 'email', email: 'The checklist' }],
    [`why is ${jane} not on the SMB fast track?`, { lead: jane, about: 'track', track: 'smb-fast-track' }],
    [
      "Why isn't Jane Roe on the smb fast track",
      { lead: 'jane roe', about: 'track', track: 'smb-fast-track' },
    ],
    [
      "why didn't Jane Roe enter the SMB fast track?",
      { lead: 'jane roe', about: 'track', track: 'smb-fast-track' },
    ],
    [
      'how come jane is on the enterprise decision track',
      { lead: 'jane', about: 'track', track: 'enterprise-decision' },
    ],
    ['when will Jane Roe get the next email?', { lead: 'jane roe', about: 'track' }],
    ['what comes next for Jane Roe?', { lead: 'jane roe', about: 'track' }],
    ['why does Jane Roe have a score of 62?', { lead: 'jane roe', about: 'score' }],
    ["why is Jane's score so high", { lead: 'jane', about: 'score' }],
    ["where does Jane Roe's score come from?", { lead: 'jane roe', about: 'score' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'explain_lead', input }]);
  });

  it('“she” is whoever was spoken of last', () => {
    expect(callsOf('and why does she have that score?', spokenOf)).toEqual([
      { name: 'explain_lead', input: { lead: 'a-lead', about: 'score' } },
    ]);
    expect(callsOf('why is she not on the SMB fast track?', spokenOf)).toEqual([
      { name: 'explain_lead', input: { lead: 'a-lead', about: 'track', track: 'smb-fast-track' } },
    ]);
  });

  it.each([
    'how many leads got an email last week?',
    'why are leads on the SMB fast track?',
    'show me the SMB fast track',
    'what is in the SMB fast track?',
    'give 25 points for a pricing page visit',
  ])('is not what “%s” asks', (text) => {
    const calls = callsOf(text);
    expect(typeof calls === 'string' || calls.every(({ name }) => name !== 'explain_lead')).toBe(true);
  });

  it('asks which track, when none of that name is there', () => {
    expect(callsOf('why is Jane Roe not on the webinar marathon?')).toContain('Which track do you mean?');
  });
});
