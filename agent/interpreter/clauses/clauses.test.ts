import { describe, expect, it } from 'vitest';
import { talk } from '../test-talk.ts';
import { partsOf } from './split.ts';

const namesOf = (text: string) => talk(text)[0]?.calls.map(({ name }) => name);

describe('a message of several requests', () => {
  it('answers one after the other, and a later one sees what an earlier one gave', () => {
    expect(
      talk(
        'build a 4-week track for SMB fintech leads in awareness and send me a test of its first email',
      )[0],
    ).toMatchObject({
      calls: [
        { name: 'propose_track', input: { title: 'SMB fintech awareness' } },
        { name: 'send_test', input: { track: 'new-track', email: '1', change: '00000001' } },
      ],
      text: expect.stringMatching(/^I have proposed a change[\s\S]*\n\nI have sent a test to you/),
    });
  });

  it.each([
    ['halt the SMB fast track. Then list changes', ['halt_sending', 'show_changes']],
    ['pause SMB fast track and tell me how it did last month', ['halt_sending', 'analyse_performance']],
    ['1. list tracks\n2. halt the SMB fast track', ['show_program', 'halt_sending']],
    ['how many SMB leads do we have and how many of them visited pricing?', ['query_leads', 'query_leads']],
    ['how many enterprise leads visited pricing? And SMB?', ['query_leads', 'query_leads']],
    [
      'The domain is broken. Halt everything. Then show me the SMB fast track',
      ['halt_sending', 'show_program'],
    ],
  ])('%s', (text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  it('gives a later question what an earlier one was about', () => {
    expect(
      talk('how many SMB leads do we have and how many of them visited pricing?')[0]?.calls[1],
    ).toMatchObject({
      input: { where: 'company_size = "smb" AND page_visits >= 1 WHERE (page_url CONTAINS "pricing")' },
    });
    expect(talk('halt the SMB fast track and tell me how it did last month')[0]?.calls[1]).toMatchObject({
      input: { track: 'smb-fast-track', period: 'February 2026' },
    });
  });

  it.each([
    'halt the SMB fast track if bounces rise and send me a test of email 2 of the SMB fast track',
    'if the bounce rate rises, halt the SMB fast track',
    'Halt the SMB fast track. Only if it bounces.',
    'after the webinar, halt the SMB fast track and list the changes',
    'halt the SMB fast track unless legal objects, and resume the pricing follow-up',
  ])('does nothing that hangs on a condition: %s', (text) => {
    const names = namesOf(text) ?? [];
    expect(names.filter((name) => /propose|halt|test/.test(name))).toEqual([]);
  });

  it.each([
    'which leads attended a webinar and downloaded a checklist?',
    'list segments and tracks',
    'leads who visited pricing and use the ROI calculator',
    'show leads who visited pricing and set up meetings',
    'give 10 points for a download and give 5 points for a webinar registration',
    'how many enterprise leads and how many SMB leads visited pricing?',
    'Thanks! How many SMB leads do we have?',
    'what do we have about “plan, build and run”?',
  ])('is one request: %s', (text) => {
    expect(talk(text)[0]?.calls).toHaveLength(1);
  });

  it('writes nothing beside what it did not understand, and says so', () => {
    const [answer] = talk('halt the SMB fast track and then tell me the flibber of wobbles; list segments');
    expect(answer?.calls.map(({ name }) => name)).toEqual(['show_program']);
    expect(answer?.text).toContain('I have not done “halt the SMB fast track”');
    expect(answer?.text).toContain('flibber');
  });

  it('puts a question of its own last, and reads the next message as its answer alone', () => {
    const [first, second] = talk(
      'build a track for enterprise leads and halt the SMB fast track',
      'consideration, 6 weeks',
    );
    expect(first?.calls).toMatchObject([{ name: 'halt_sending' }]);
    expect(first?.text).toMatch(/Halted: [\s\S]*To propose the track I still need: its stage[\s\S]*$/);
    expect(second?.calls).toMatchObject([
      { name: 'propose_track', input: { stage: 'consideration', weeks: 6 } },
    ]);
  });

  it('leaves what is quoted whole', () => {
    expect(partsOf('what do we have about “plans. List them and halt everything”?')).toHaveLength(1);
  });

  it('answers six at once and names the rest', () => {
    const [answer] = talk(Array.from({ length: 8 }, () => 'list segments').join('; '));
    expect(answer?.calls).toHaveLength(6);
    expect(answer?.text).toContain('ask the rest again: list segments; list segments.');
  });
});

describe('a question of which one', () => {
  it.each([
    ['the first', 'enterprise-cold-lead-education'],
    ['2', 'enterprise-consideration'],
    ['the second one please', 'enterprise-consideration'],
    ['the last one', 'enterprise-decision'],
    ['decision', 'enterprise-decision'],
    ['I meant the enterprise decision track', 'enterprise-decision'],
  ])('is answered by “%s”', (reply, target) => {
    expect(talk('halt the enterprise track', reply)[1]?.calls).toMatchObject([
      { name: 'halt_sending', input: { target } },
    ]);
  });

  it('is not answered by yes where several are offered', () => {
    const [, again, done] = talk('halt the enterprise track', 'yes', 'the third');
    expect(again).toMatchObject({ calls: [], text: expect.stringMatching(/^Which one: /) });
    expect(done?.calls).toMatchObject([{ input: { target: 'enterprise-decision' } }]);
  });

  it('is given up', () => {
    expect(talk('halt the enterprise track', 'none of them')[1]).toEqual({
      calls: [],
      text: 'Dropped. I have proposed and halted nothing.',
    });
  });
});
