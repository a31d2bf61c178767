import { describe, expect, test } from 'vitest';
import { callsOf } from './test-plan.ts';
import { testVocabulary } from './test-world.ts';
import { understand } from './understand.ts';

const calls = (text: string) => callsOf(text);

describe('an earlier version is gone back to in any words', () => {
  test.each([
    'set the program back by one version pls',
    'back to the previous version',
    'Can we return to program version 3? File it so that somebody can approve it, please.',
    'version 4 was a mistake, get us back to 3',
    'everything should be like in version 3',
    'prepare a rollback to version 3 for approval',
    'undo version 4',
    'I’d like version 3 in force again',
    'version 3 instead of version 4 please',
  ])('%s', (text) => {
    expect(calls(text)).toEqual([{ name: 'propose_change', input: { roll_back_to: 3 } }]);
  });

  test.each([
    'should we go back to version 3?',
    'what would change if we went back to version 3?',
    'do not go back to version 3',
    'go back to version 3 tomorrow',
    'who went back to version 3?',
  ])('and not: %s', (text) => {
    expect(JSON.stringify(understand(text, { vocabulary: testVocabulary, history: [] }))).not.toContain(
      'roll_back_to',
    );
  });

  test.each([['who approved version 2?'], ['what did version 3 change?']])('%s', (text) => {
    expect(calls(text)).toEqual([{ name: 'show_changes', input: { status: 'applied' } }]);
  });
});

describe('leads by name onto a track', () => {
  test.each([
    ['Mara Holm would be a good fit for the SMB fast track, so please sign her up for it.', ['Mara Holm']],
    ['mara holm n jon berg -> smb fast track', ['Mara Holm', 'Jon Berg']],
    ['Mara Holm asked for more. Put her on the SMB fast track.', ['Mara Holm']],
    ['Mara Holm belongs on the SMB fast track, move her there', ['Mara Holm']],
  ])('%s', (text, leads) => {
    expect(calls(text)).toEqual([
      { name: 'propose_change', input: { enrol: { track: 'smb-fast-track', leads } } },
    ]);
  });

  test.each([
    'Mara Holm is new. Put her on the SMB fast track if she clicks.',
    'Mara Holm? Should we put her on the SMB fast track?',
    'Do not put Mara Holm on the SMB fast track, leave her alone',
  ])('and not: %s', (text) => {
    expect(JSON.stringify(understand(text, { vocabulary: testVocabulary, history: [] }))).not.toContain(
      'enrol"',
    );
  });
});
