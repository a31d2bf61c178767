import { describe, expect, it } from 'vitest';
import { talk } from '../test-talk.ts';
import { testVocabulary } from '../test-world.ts';
import { bareRequests } from './told.ts';

const requests = (text: string) => bareRequests(text, testVocabulary);
const calls = (...messages: string[]) => talk(...messages).at(-1)?.calls ?? [];

describe('what only tells beside a request', () => {
  it.each([
    [
      'The "Sales qualified" threshold comes too late for us. Lower it to 40.',
      'Lower The "Sales qualified" threshold to 40.',
    ],
    [
      'People are fed up with the trigger for three downloads. Please delete it.',
      'Please delete the trigger for three downloads.',
    ],
    ['Version two was a mistake. Take us back to version one.', 'Take us back to version one.'],
  ])('is left out, and “it” is what it told of: %s', (said, text) => {
    expect(requests(said)).toContainEqual({ text });
  });

  it.each([
    'Halt the SMB fast track. Only if it bounces.',
    'Halt the SMB fast track. But not on Monday.',
    'Lower the threshold to 40. It should never be below 50.',
    'Is it late? Lower the threshold to 40.',
  ])('is never what a request hangs on: %s', (said) => {
    expect(requests(said)).toEqual([]);
  });

  it('may be the track that the request is about', () => {
    expect(requests('SMB fast track: move email 2 to day 5')).toContainEqual({
      text: 'move email 2 to day 5',
      track: 'smb-fast-track',
    });
    expect(calls('in the SMB fast track move email 2 to day 5')).toEqual(
      calls('move email 2 of the SMB fast track to day 5'),
    );
    expect(requests('Hello: move email 2 to day 5')).toEqual([]);
    expect(calls('SMB fast track: move email 2 to day 5')).toEqual(
      calls('move email 2 of the SMB fast track to day 5'),
    );
  });
});

describe('a message that is understood as two requests only', () => {
  it.each([
    [
      'raise the points for a pricing visit to 40, and let the wait before email 2 of the SMB fast track be 5 days',
      ['propose_change', 'propose_change'],
    ],
    [
      'what is the best content for fintech, and can i get a test of email 1 of the SMB fast track',
      ['recommend_content', 'send_test'],
    ],
    ['no. of fintech leads? no. of healthcare leads?', ['query_leads', 'query_leads']],
    ['halt the SMB fast track & remind me what the email cap is', ['halt_sending', 'show_program']],
  ])('is read as two: %s', (text, names) => {
    expect(calls(text).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    'halt the SMB fast track, and let it go on only if legal agrees',
    'halt the SMB fast track and flibber the wobble',
  ])('does nothing where one of both is not understood: %s', (text) => {
    expect(calls(text).filter(({ name }) => /propose|halt/.test(name))).toEqual([]);
  });
});
