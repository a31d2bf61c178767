import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf, plan, pricing } from './test-plan.ts';
import { testVocabulary } from './test-world.ts';

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
        name: 'propose_change',
        input: {},
        output: {
          change: { id: 'c0ffee00-0000', url: testVocabulary.changeUrl('c0ffee00-0000'), title: 'Scoring' },
        },
      },
    ],
    answered: 'proposed',
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
        calls: [{ name: 'show_changes', input: { id: 'c0ffee00-0000' } }],
        notes: [expect.stringContaining('I cannot approve')],
      });
      expect(callsOf(text)).toEqual([{ name: 'show_changes', input: { status: 'proposed' } }]);
    },
  );
});

describe('everything else', () => {
  it.each(['help', 'hi', 'what can you do?'])('says what it can do: %s', (text) => {
    expect(callsOf(text)).toContain('count and list leads');
  });

  it.each([
    ['delete all leads', 'I cannot change, import or delete leads'],
    ['send an email to my leads', 'I cannot send single emails'],
    ['write an email to my leads', 'What shall the email be about?'],
    ['change the subject of email 2 in the SMB fast track', 'The subject stands in the item'],
    ['sing me a song', '“sing”, “song”'],
  ])('says plainly what it cannot do: %s', (text, said) => {
    expect(callsOf(text)).toContain(said);
  });

  it.each(['sing me a song', 'delete all leads'])('refuses in one line: %s', (text) => {
    const said = callsOf(text) as string;
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain('Ask “help”');
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
