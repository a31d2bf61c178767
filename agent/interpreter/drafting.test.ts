import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf } from './test-plan.ts';

const track = 'smb-fast-track';
const drafted: Exchange = {
  asked: 'x',
  calls: [
    {
      name: 'draft_email',
      input: {},
      output: {
        content: { item: 'draft-one', version: 2, hash: 'a'.repeat(64) },
        step: { track, step: 'email-2' },
        subject: 'Shorter',
      },
    },
  ],
  answered: 'y',
};

describe('a draft', () => {
  it.each([
    [
      'draft an email about ROI for healthcare decision leads',
      { about: 'roi', stage: 'decision', industry: 'healthcare' },
    ],
    [
      'please write an email about security reviews for enterprise leads',
      { about: 'security reviews', segment: 'enterprise' },
    ],
    ['can you draft a short email about onboarding?', { about: 'onboarding' }],
    ['write me an email on audits for healthcare', { about: 'audits', industry: 'healthcare' }],
    ['make email 2 of the SMB fast track shorter', { track, email: '2', shorter: true }],
    [
      'I need a mail about audits for fintech people in consideration, could you write one?',
      { about: 'audits', stage: 'consideration', industry: 'fintech' },
    ],
    ['draft email 3 of the SMB fast track again, shorter', { track, email: '3', shorter: true }],
    ['rewrite the second email of the smb fast track', { track, email: '2' }],
    [
      'draft email 2 of the enterprise decision track about ROI',
      { track: 'enterprise-decision', email: '2', about: 'roi' },
    ],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'draft_email', input }]);
  });

  it('takes the track that was spoken of', () => {
    const shown: Exchange = {
      asked: 'x',
      calls: [{ name: 'show_program', input: {}, output: { track: { id: track } } }],
      answered: 'y',
    };
    expect(callsOf('draft email 2 again, shorter', [shown])).toEqual([
      { name: 'draft_email', input: { track, email: '2', shorter: true } },
    ]);
  });

  it.each([
    ['draft an email', 'What shall the email be about?'],
    ['draft an email about ROI for purple leads', 'I do not know what “purple” means there'],
    ['draft email 3 of the consideration track', 'Which track do you mean?'],
    ['draft an email about ROI tomorrow', 'I draft at once only'],
  ])('%s: is asked about, and nothing is drafted', (text, said) => {
    expect(callsOf(text)).toContain(said);
  });

  it.each([
    'should we draft an email about ROI?',
    'did you draft an email about ROI?',
    'do not draft an email about ROI',
    'I need an email when somebody asks about ROI',
    'we had a mail about ROI',
  ])('%s drafts nothing', (text) => {
    const found = callsOf(text);
    expect(typeof found === 'string' ? [] : found.map(({ name }) => name)).not.toContain('draft_email');
  });

  it('is not what builds a track', () => {
    expect(callsOf('draft a 4-week track for SMB fintech leads in awareness')).toMatchObject([
      { name: 'propose_track' },
    ]);
  });

  it('made for a step is proposed for it, and only then', () => {
    const [call] = callsOf('use it', [drafted]) as [{ name: string; input: { edits: unknown[] } }];
    expect(call).toMatchObject({
      name: 'propose_change',
      input: {
        edits: [
          {
            op: 'put',
            path: `tracks/${track}/steps/email-2`,
            value: { kind: 'email', content: { item: 'draft-one', version: 2 } },
          },
        ],
      },
    });
    expect(typeof callsOf('use it')).toBe('string');
    expect(typeof callsOf('use it tomorrow', [drafted])).toBe('string');
  });
});
