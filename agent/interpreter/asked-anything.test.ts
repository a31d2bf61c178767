import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';
import { spelledOut } from './words/slang.ts';

type Row = [text: string, name: string, input: object];
const calls = (text: string) => callsOf(spelledOut(text));
const reads = (text: string, name: string, input: object) => {
  expect(calls(text)).toMatchObject([{ name, input }]);
};
const resumed = (track: string) => ({ edits: [{ op: 'remove', path: `halts/${track}` }] });
const pricing = 'pricing-follow-up';
const fast = 'smb-fast-track';
const cold = 'enterprise-cold-lead-education';

describe('a track by its title, however it is written', () => {
  it.each<Row>([
    ['turn the pricing follow-up back on', 'propose_change', resumed(pricing)],
    ['put the enterprise decision track back on', 'propose_change', resumed('enterprise-decision')],
    ['get the SMB fast track going again', 'propose_change', resumed(fast)],
    ['bring the fasttrack back to life', 'propose_change', resumed(fast)],
    ['shut the smb fast-track down', 'halt_sending', { target: fast }],
    ['switch off the pricing followup', 'halt_sending', { target: pricing }],
    ['is the SMB fast track on or off', 'show_program', { parts: ['tracks'] }],
    ['is the pricing follow-up running?', 'show_program', { parts: ['tracks'] }],
    ['who gets into the pricing follow-up?', 'show_program', { track: pricing }],
    [
      "call the SMB fast track 'SMB sprint' from now on",
      'propose_change',
      { title: 'Rename SMB fast track to SMB sprint' },
    ],
    ['stop everything until further notice', 'halt_sending', { target: '*' }],
    ['is anything paused right now?', 'show_program', { parts: ['tracks'] }],
    ['who is on no track at all', 'query_leads', { where: expect.stringMatching(/^NOT ON TRACK/) }],
    ['show me the steps of pricing follow-up', 'show_program', { track: pricing }],
    ['which criteria put people on the SMB fast track', 'show_program', { track: fast }],
    ['how many people are on the pricing follow up', 'query_leads', { where: `ON TRACK ${pricing}` }],
    ['how did the pricing follow-up do last month', 'analyse_performance', { track: pricing }],
    ['how is the cold lead one performing', 'analyse_performance', { track: cold }],
  ])('%s', reads);

  it.each([
    'should we turn the pricing follow-up back on?',
    "don't turn the SMB fast track off",
    'if bounces rise turn the pricing follow-up off',
    'halt the SMB fast track, I think',
  ])('and stops or resumes nothing: %s', (text) => {
    const found = calls(text);
    const names = typeof found === 'string' ? [] : found.map(({ name }) => name);
    expect(names).not.toContain('halt_sending');
    expect(names).not.toContain('propose_change');
  });
});

describe('the same in other words', () => {
  const window = (from: number, to: number) => ({
    edits: [{ path: 'policies/quietHours', value: { from, to } }],
  });
  const track = (weeks: number) => ({ stage: 'consideration', weeks });
  it.each<Row>([
    ['stop mailing people between 9 pm and 7 am', 'propose_change', window(21, 7)],
    [
      "let's call someone sales ready at 80 instead of 75",
      'propose_change',
      { scoring: { put_thresholds: [{ id: 'sales-qualified', at: 80 }] } },
    ],
    [
      'set up a five week nurture for logistics prospects in consideration, 6 mails, goal is a demo',
      'propose_track',
      { weeks: 5, email_count: 6, goal: 'demo_requests >= 1' },
    ],
    [
      'how many small retail companies do we have',
      'query_leads',
      { where: 'company_size = "smb" AND industry = "retail"' },
    ],
    [
      'folks who opened something in the past couple of weeks',
      'query_leads',
      { where: 'email_opens >= 1 IN last_14_days' },
    ],
    [
      'contacts at big healthcare firms',
      'query_leads',
      { where: 'company_size = "enterprise" AND industry = "healthcare"' },
    ],
    ['give me the ten best leads in fintech', 'query_leads', { where: 'industry = "fintech"', sample: 10 }],
    ['anything new to approve', 'show_changes', { status: 'proposed' }],
    ['run jane@example.com through the next 3 weeks', 'simulate_lead', { days: 21 }],
    ['top dozen leads', 'query_leads', { sample: 12 }],
    ['no emails from 21h to 8h', 'propose_change', window(21, 8)],
    ['design a journey for healthcare leads in consideration, five weeks', 'propose_track', track(5)],
    [
      'make the pricing visit trigger fire at most once a fortnight',
      'propose_change',
      { edits: [{ path: 'triggers/pricing-visit', value: { cooldown: '2 weeks' } }] },
    ],
    [
      'send the emails of the SMB fast track at half past nine',
      'propose_change',
      { title: 'Send the emails of SMB fast track at 09:30' },
    ],
    ['simulate jane@example.com over the next fortnight', 'simulate_lead', { days: 14 }],
    [
      'just out of curiosity, how many leads are from retail',
      'query_leads',
      { where: 'industry = "retail"' },
    ],
    [
      'for my boss: how many enterprise leads do we have',
      'query_leads',
      { where: 'company_size = "enterprise"' },
    ],
    ['sorry to bother, but how many SMB leads do we have', 'query_leads', { where: 'company_size = "smb"' }],
    ['would be great to know how many leads are in europe', 'query_leads', { where: 'region = "europe"' }],
  ])('%s', reads);
});

it('asks for two breakdowns one after the other', () => {
  expect(calls('how many SMB leads by country and by source')).toEqual(
    ['country', 'source'].map((breakdown_by) => ({
      name: 'query_leads',
      input: { where: 'company_size = "smb"', breakdown_by, sample: 0 },
    })),
  );
});
