import { describe, expect, it } from 'vitest';
import type { Exchange } from '../requests.ts';
import { callsOf, plan } from '../test-plan.ts';

const writesOf = (text: string, history: Exchange[] = []) => {
  const calls = callsOf(text, history);
  return typeof calls === 'string' ? [] : calls.filter(({ name }) => /^(propose|halt)/.test(name));
};

describe('what is only spoken of', () => {
  it.each([
    'why is the SMB consideration track paused?',
    'why is the smb consideration track paused',
    "don't halt the SMB fast track",
    'please do not stop the SMB fast track',
    'never pause the SMB fast track',
    'should we stop the enterprise consideration track?',
    'shall I halt the SMB fast track',
    'when did we last pause the SMB fast track?',
    'is the SMB fast track halted?',
    'is anything halted?',
    'what is halted right now?',
    'did somebody stop the SMB fast track yesterday?',
    'who paused the SMB fast track',
    'we halted the SMB fast track last week',
    'halted the SMB fast track yesterday',
    'the SMB fast track was paused on Monday',
    'if open rates fall, halt the SMB fast track',
    'halt the SMB fast track if open rates fall',
    'halt the SMB fast track tomorrow',
    'halt the SMB fast track?',
    'halt the SMB fast track, never mind',
    'what happens if we halt the SMB fast track',
    'I wonder whether to stop the SMB fast track',
    'stop halting the SMB fast track',
    'can we stop the SMB fast track?',
    'can you tell me why the SMB fast track is paused',
    'hold on, how is the SMB fast track doing?',
    'stop all emails to fintech leads',
    'should we resume the SMB fast track?',
    'has the SMB fast track been resumed?',
    "we can't halt the SMB fast track",
    'I do not want to halt the SMB fast track',
    'instead of halting the SMB fast track, what can we do',
    'did we give 10 points for a pricing page visit?',
    'do we give 10 points for a pricing page visit',
    "don't give 10 points for a pricing page visit",
    'please do not give points for email replies',
    'why do we give 10 points for a pricing page visit?',
    'should we give 25 points for a demo request?',
    'we gave 25 points for a demo request last year',
    'what if we gave 25 points for a demo request',
    'maybe a demo request should be worth 40 points',
    'would it help to give 25 points for a demo request',
    'give 25 points for a demo request?',
    'how many points does a pricing page visit give?',
    'did we raise the sales qualified threshold to 80?',
    'do not set the sales qualified threshold to 80',
    'is the sales qualified threshold set to 75?',
    'did we remove the pricing visit rule?',
    'should I remove the pricing visit rule',
    "don't remove the pricing visit rule",
    'did we build a 4-week track for SMB fintech leads in awareness?',
    "don't build a 4-week track for SMB fintech leads in awareness",
    'should we build a 4-week track for SMB fintech leads in awareness?',
    'if we build a 4-week track for SMB fintech leads in awareness, who enters?',
    'we built a 4-week track for SMB fintech leads in awareness',
    'who created a 4-week track for SMB fintech leads in awareness',
    'build a 4-week track for SMB fintech leads in awareness?',
    'do we need a 4-week track for SMB fintech leads in awareness',
  ])('writes nothing: %s', (text) => {
    expect(writesOf(text)).toEqual([]);
  });

  it.each([
    'why is the SMB consideration track paused?',
    "don't halt the SMB consideration track",
    'should we stop the SMB consideration track?',
    'when did we last pause the SMB consideration track?',
    'is the smb consideration track on hold',
  ])('answers from what is halted: %s', (text) => {
    expect(plan(text)).toMatchObject({
      calls: [{ name: 'show_program', input: { parts: ['tracks'] } }],
      only: { halts: ['smb-consideration'] },
    });
  });

  it.each(['is anything halted?', 'what is halted right now?', 'which tracks are paused?'])(
    'answers with all that is halted: %s',
    (text) => {
      expect(plan(text)).toMatchObject({ calls: [{ name: 'show_program' }], only: { halts: [] } });
    },
  );

  it.each([
    ['did we give 10 points for a pricing page visit?', ['pricing-visit']],
    ['how many points do we give for a pricing page visit?', ['pricing-visit']],
    ['do we give points for demo requests?', []],
    ['is the sales qualified threshold set to 80?', ['sales-qualified']],
  ])('answers from the rules in force: %s', (text, scoring) => {
    expect(plan(text)).toMatchObject({ calls: [{ name: 'show_program' }], only: { scoring } });
  });
});

describe('what is wished for', () => {
  it.each([
    ['halt the SMB fast track', 'halt_sending'],
    ['please halt the SMB fast track now', 'halt_sending'],
    ['can you halt the SMB fast track?', 'halt_sending'],
    ['could you please pause the SMB fast track', 'halt_sending'],
    ['I want to halt the SMB fast track', 'halt_sending'],
    ['we need to stop the SMB fast track immediately', 'halt_sending'],
    ["let's pause the SMB fast track", 'halt_sending'],
    ['the domain is broken, halt all sending', 'halt_sending'],
    ['stop everything!', 'halt_sending'],
    ['stop all emails', 'halt_sending'],
    ['halt the SMB fast track because it does not work', 'halt_sending'],
    ['could you resume the SMB fast track?', 'propose_change'],
    ['can you give 25 points for a demo request?', 'propose_change'],
    ['please give 5 points to leads who opened an email', 'propose_change'],
    ['when a lead attends a webinar, give 15 points', 'propose_change'],
    ['a demo request should be worth 40 points', 'propose_change'],
    ['I want to raise the sales qualified threshold to 90', 'propose_change'],
    ['stop giving points for email replies', 'propose_change'],
    ['can you build a 4-week track for SMB fintech leads in awareness?', 'propose_track'],
    ['we need a 4-week track for SMB fintech leads in awareness', 'propose_track'],
    ["I'd like a 4-week track for SMB fintech leads in awareness", 'propose_track'],
  ])('%s', (text, name) => {
    expect(callsOf(text)).toMatchObject([{ name }]);
  });
});

describe('a question of ours that waits', () => {
  const waiting = (asked: string): Exchange => ({ asked, calls: [], answered: callsOf(asked) as string });

  it('does not leak into a request that is whole', () => {
    const threshold = waiting('give 80 points');
    expect(callsOf('raise the sales qualified threshold to 90', [threshold])).toMatchObject([
      { input: { scoring: { put_thresholds: [{ id: 'sales-qualified', at: 90 }] } } },
    ]);
    const fintech = waiting('build a track for fintech');
    expect(
      callsOf('build a 6-week track for enterprise healthcare leads in decision', [fintech]),
    ).toMatchObject([
      {
        input: {
          audience: 'company_size = "enterprise" AND industry = "healthcare" AND journey_stage = "decision"',
        },
      },
    ]);
    expect(callsOf('how many leads do we have?', [fintech])).toEqual([
      { name: 'query_leads', input: { sample: 0 } },
    ]);
    expect(callsOf('how many enterprise leads?', [waiting('give 10 points')])).toMatchObject([
      { name: 'query_leads', input: { where: 'company_size = "enterprise"' } },
    ]);
  });

  it('begins with the last whole request', () => {
    const first = waiting('build a track for fintech');
    const second = waiting('build a track for enterprise leads');
    expect(callsOf('consideration, 6 weeks', [first, second])).toMatchObject([
      { input: { audience: 'company_size = "enterprise"', stage: 'consideration' } },
    ]);
  });

  it.each([
    ['enterprise leads', 'build a 4-week track in awareness', 'company_size = "enterprise"'],
    [
      'make it 6 weeks, in consideration',
      'build a track for enterprise leads',
      'company_size = "enterprise"',
    ],
  ])('takes a fragment as its answer: %s', (text, asked, audience) => {
    expect(callsOf(text, [waiting(asked)])).toMatchObject([
      { name: 'propose_track', input: { audience: expect.stringContaining(audience) } },
    ]);
  });

  it('is dropped when told to, and by a fragment that cannot answer it', () => {
    expect(callsOf('never mind', [waiting('give 10 points')])).toContain('Dropped');
    expect(callsOf('leads by industry', [waiting('give 10 points')])).toMatchObject([
      { name: 'query_leads' },
    ]);
  });
});
