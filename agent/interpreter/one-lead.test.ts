import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf } from './test-plan.ts';

const spokenOf: Exchange[] = [
  {
    asked: 'who is Jane Roe?',
    calls: [{ name: 'explain_lead', input: {}, output: { lead: { id: 'a-lead', name: 'Jane Roe' } } }],
    answered: 'Jane Roe is …',
  },
];
const ofAGroup: Exchange[] = [
  ...spokenOf,
  { asked: 'how many SMB leads?', calls: [{ name: 'query_leads', input: {}, output: {} }], answered: '3' },
];

describe('a question about one lead in any words', () => {
  it.each<[string, Record<string, unknown>]>([
    ['who is Jane Roe?', { lead: 'Jane Roe' }],
    ['tell me about anneke de wit', { lead: 'anneke de wit' }],
    ['what has Jane Roe been up to lately', { lead: 'Jane Roe' }],
    ['look up jane.roe@acme.example', { lead: 'jane.roe@acme.example' }],
    ['jane roe score - why', { lead: 'jane roe', about: 'score' }],
    ['Jane Roe scores 279?? how come', { lead: 'Jane Roe', about: 'score' }],
    ['explain the score of jane.roe@acme.example', { lead: 'jane.roe@acme.example', about: 'score' }],
    [
      'What happened to Jane Roe on the SMB fast track?',
      { lead: 'Jane Roe', about: 'track', track: 'smb-fast-track' },
    ],
    [
      'Where does Jane Roe stand on the enterprise decision track?',
      { lead: 'Jane Roe', about: 'track', track: 'enterprise-decision' },
    ],
    ['which track is Jane Roe on', { lead: 'Jane Roe', about: 'track' }],
    ['what emails did jane roe get', { lead: 'jane roe', about: 'email' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'explain_lead', input }]);
  });

  it('means the lead last spoken of by a pronoun, and by “they” only where no group was', () => {
    const about = (about: string) => [{ name: 'explain_lead', input: { lead: 'a-lead', about } }];
    expect(callsOf('and which track is she on?', spokenOf)).toEqual(about('track'));
    expect(callsOf('and her emails?', spokenOf)).toEqual(about('email'));
    expect(callsOf('which track are they on?', spokenOf)).toEqual(about('track'));
    expect(callsOf('which track are they on?', ofAGroup)).not.toEqual(about('track'));
  });

  it.each([
    'show me the zebra crossing track',
    'why is the zeppelin offer weak',
    'tell me about the SMB fast track',
    'what about fintech?',
    'who are our best leads?',
    'show me pricing visitors',
    'why is fintech conversion low',
  ])('is not what “%s” is', (text) => {
    expect(JSON.stringify(callsOf(text))).not.toContain('explain_lead');
  });
});
