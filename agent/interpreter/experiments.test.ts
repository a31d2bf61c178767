import { describe, expect, it } from 'vitest';
import type { Exchange, ToolRequest } from './requests.ts';
import { callsOf } from './test-plan.ts';

const decided = (text: string, history: Exchange[] = []) => {
  const calls = callsOf(text, history);
  if (typeof calls === 'string') return calls;
  expect(calls).toMatchObject([{ name: 'propose_change' }]);
  const { edits } = (calls[0] as ToolRequest).input as {
    edits: { path: string; value: { decided: string; title: string } }[];
  };
  expect(edits).toHaveLength(1);
  return [edits[0]?.path, edits[0]?.value?.decided];
};
const spoken: Exchange = {
  asked: 'how is the short track test doing?',
  calls: [{ name: 'read_experiments', input: {}, output: { experiments: [{ id: 'short-track' }] } }],
  answered: 'well',
};

describe('an experiment is decided by a change', () => {
  it.each([
    ['stop the send time test', 'send-time', 'morning'],
    ['please end the send-time experiment', 'send-time', 'morning'],
    ['can you stop the short track test?', 'short-track', 'a'],
    ['promote b', 'short-track', 'b'],
    ['roll out b in the short track experiment', 'short-track', 'b'],
    ['promote the afternoon arm of the send time test', 'send-time', 'afternoon'],
    ['go with afternoon', 'send-time', 'afternoon'],
    ['let us stop the send time test', 'send-time', 'morning'],
    ['end the send time experiment, afternoon wins', 'send-time', 'afternoon'],
    ['stop the short track test because b did better', 'short-track', 'b'],
    [
      'We have seen enough. Settle the send time experiment in favour of the afternoon.',
      'send-time',
      'afternoon',
    ],
    ['finish the short track test and make b the winner', 'short-track', 'b'],
    [
      'call off the experiment about the send time and keep things as they were before it',
      'send-time',
      'morning',
    ],
    ['the a/b test on send time is over, everybody gets the afternoon', 'send-time', 'afternoon'],
    ["we're done testing the send time - use the afternoon version", 'send-time', 'afternoon'],
    ['roll b out to everybody in the short track test', 'short-track', 'b'],
    ['make the afternoon arm permanent', 'send-time', 'afternoon'],
    ['not the morning, settle the send time test on the afternoon', 'send-time', 'afternoon'],
  ])('%s', (text, id, arm) => {
    expect(decided(text)).toEqual([`experiments/${id}`, arm]);
  });

  it('of the one last spoken of', () => {
    expect(decided('stop the test', [spoken])).toEqual(['experiments/short-track', 'a']);
    expect(decided('ok, promote b', [spoken])).toEqual(['experiments/short-track', 'b']);
    expect(decided('stop it', [spoken])).toEqual(['experiments/short-track', 'a']);
  });

  it.each([
    ['stop the test', 'Which experiment do you mean?'],
    ['stop the short track test, c wins', 'Which arm shall “Short track” be decided for'],
    ['promote the winner of the send time test', 'Which arm shall “Send time” be decided for'],
    ['stop the send time test if clicks fall', 'not later or on a condition'],
    ['promote b tomorrow', 'not later or on a condition'],
    ['promote b in germany', 'I did not understand “germany”'],
    ['stop the short track test, but not for SMB leads', 'I did not understand “smb”'],
    ['stop the send time test unless it is significant', 'not later or on a condition'],
  ])('and never guessed: %s', (text, said) => {
    expect(decided(text)).toContain(said);
  });

  it.each([
    'should we stop the send time test?',
    'do not stop the send time test',
    'did somebody promote b?',
    'who stopped the send time test?',
    'the send time test was stopped',
    'b seems better in the short track test',
    'I wonder if we should stop the short track test',
    'if b wins the short track test, promote it',
    'keep the send time test running',
    'should everybody get b in the short track test?',
  ])('and not by speaking of it: %s', (text) => {
    const calls = callsOf(text);
    const names = typeof calls === 'string' ? [] : calls.map(({ name }) => name);
    expect(names.filter((name) => /propose|halt|send/.test(name))).toEqual([]);
  });
});

describe('reading experiments', () => {
  it.each([
    ['is the send time test done?', { experiment: 'send-time' }],
    ['how is the short track experiment doing', { experiment: 'short-track' }],
    ['should we stop the send time test?', { experiment: 'send-time' }],
    ['who won the snd time test', { experiment: 'send-time' }],
    ['list experiments', {}],
    ['which tests are running?', {}],
    ['experiments', {}],
    ['how many leads do I need to test a new subject line', { plan: { metric: 'click' } }],
    [
      'how long would a test of the SMB fast track take to see 2 points more SQLs?',
      { plan: { metric: 'sql', track: 'smb-fast-track', effect: 0.02 } },
    ],
    [
      'How many contacts would we need on the SMB fast track to see a difference of 2 points in clicks?',
      { plan: { metric: 'click', track: 'smb-fast-track', effect: 0.02 } },
    ],
    [
      'split test on demos, 3 points uplift, how many leads and how long',
      { plan: { metric: 'demo-request', effect: 0.03 } },
    ],
    ['how long until the send time test is significant?', { experiment: 'send-time' }],
    ['which variant won the test of the short track', { experiment: 'short-track' }],
    ['send time test: any verdict yet', { experiment: 'send-time' }],
    ['morning or afternoon - what is ahead', { experiment: 'send-time' }],
    ['short-track status', { experiment: 'short-track' }],
    [
      'clicks on smb consideration, 10 points, three arms - people needed per arm?',
      { plan: { metric: 'click', track: 'smb-consideration', effect: 0.1, arms: 3 } },
    ],
    [
      'Suppose I want to detect a difference of five points in demo requests on SMB consideration. How big must each group be?',
      { plan: { metric: 'demo-request', track: 'smb-consideration', effect: 0.05 } },
    ],
    ['sample size for 3 variants by demo requests', { plan: { metric: 'demo-request', arms: 3 } }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'read_experiments', input }]);
  });

  it('of the one last spoken of', () => {
    expect(callsOf('is it done?', [spoken])).not.toMatchObject([{ name: 'propose_change' }]);
    expect(callsOf('is that test done?', [spoken])).toEqual([
      { name: 'read_experiments', input: { experiment: 'short-track' } },
    ]);
  });

  it.each([
    'send me a test of email 3 of the SMB fast track as jane@example.com',
    'send a test email of the smb fast track',
  ])('“%s” asks for a test send', (text) => {
    expect(callsOf(text)).not.toMatchObject([{ name: 'read_experiments' }]);
  });
});

describe('an experiment is begun', () => {
  it.each([
    [
      'Before email 2 of the SMB fast track we wait 3 days. Test that against 5 days.',
      'After 3 days or After 5 days',
    ],
    [
      'half of the SMB fast track leads should get email 2 at 8, the others at 17:00, as a test',
      'At 08:00 or At 17:00',
    ],
    ['which is better for email 2 of the SMB fast track, 8 am or 4 pm? try it', 'At 08:00 or At 16:00'],
    ["let's A/B the wait before email 2 in the SMB fast track: 3 vs 7 days", 'After 3 days or After 7 days'],
  ])('%s', (text, title) => {
    expect(callsOf(text)).toMatchObject([
      { name: 'propose_change', input: { title: `Try out: SMB fast track: ${title}` } },
    ]);
  });

  it.each(["I'd like to try something out on the SMB fast track", 'run a test in the pricing follow-up'])(
    'not without what shall be tried: %s',
    (text) => expect(callsOf(text)).toContain('What shall be tried'),
  );

  it.each([
    'should we try tuesdays or thursdays for the SMB fast track?',
    'do not test monday against tuesday on the SMB fast track',
    'did we test 9 am against 2 pm on the SMB fast track',
    'what if we tested 3 or 5 days before email 2 of the SMB fast track?',
  ])('not by speaking of it: %s', (text) => {
    expect(callsOf(text)).not.toMatchObject([{ name: 'propose_change' }]);
  });
});

describe('a hold-out is a policy, put by a change', () => {
  it.each([
    ['hold 10 % of new leads out', 10],
    ['hold out 5% of new leads', 5],
    ['please set a hold-out of 20 percent', 20],
    ['keep ten percent of new leads back as a control group', 10],
  ])('%s', (text, percent) => {
    expect(callsOf(text)).toEqual([
      {
        name: 'propose_change',
        input: {
          title: `Hold ${percent} % of new leads out`,
          edits: [{ op: 'put', path: 'policies/holdout', value: { percent } }],
        },
      },
    ]);
  });

  it.each([
    ['hold 70 % of new leads out', '1 to 50 %'],
    ['set up a hold-out', 'How many percent'],
    ['hold 10 % of SMB leads out', 'I did not understand “smb”'],
    ['remove the hold-out', 'There is no hold-out'],
    ['hold 10 % of new leads out next month', 'I have proposed nothing'],
  ])('and never guessed: %s', (text, said) => {
    expect(callsOf(text)).toContain(said);
  });

  it('while `hold all sending` still halts', () => {
    expect(callsOf('hold all sending')).toMatchObject([{ name: 'halt_sending' }]);
  });
});
