import { describe, expect, it } from 'vitest';
import type { Exchange, Plan } from './requests.ts';
import { testVocabulary } from './test-world.ts';
import { understand } from './understand.ts';

const openChanges = [
  { id: '11111111-0000-4000-8000-000000000001', title: 'At most two emails a week', author: 'Mara Lind' },
  { id: '22222222-0000-4000-8000-000000000002', title: 'Rename the SMB fast track', author: 'Theo Rossi' },
];
const cap = openChanges[0]?.id;
const read = (text: string, history: Exchange[] = []): Plan =>
  understand(text, { vocabulary: { ...testVocabulary, openChanges }, history });
const shown: Exchange = {
  asked: 'list open changes',
  calls: [
    {
      name: 'show_changes',
      input: { status: 'proposed' },
      output: {
        changes: [{ id: cap, url: 'http://trellis.test/changes/1', title: 'At most two emails a week' }],
      },
    },
  ],
  answered: 'one',
};

describe('one change is meant by words of its title or by its author', () => {
  it.each([
    'how risky is the change mara has open',
    'Has anybody commented on the proposal with the two emails a week?',
    'who filed the proposal with 2 emails a week',
    'details of mara’s proposal',
    'what would the cap change do',
    'If the two emails a week limit had been in force for 90 days, how many emails would we have sent?',
    'who has to agree to the change that limits us to two mails a week before it comes into force?',
    'would the proposed cap cost us mqls?',
    'what did Mara suggest?',
    'what was Aino’s question on the cap?',
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ calls: [{ name: 'show_changes', input: { id: cap } }] });
  });

  it.each([
    'nobody wants the 2 emails a week thing, reject it',
    'can you green-light the two emails a week proposal',
    'throw out the proposal about two emails a week',
    'let the two emails change through',
  ])('and a person settles it: %s', (text) => {
    expect(read(text)).toMatchObject({
      calls: [{ name: 'show_changes', input: { id: cap } }],
      notes: [expect.stringContaining('I cannot approve or reject')],
    });
  });

  it.each([
    'and what exactly would be different with that one?',
    'who made it?',
    'any remarks on that?',
    'until when can it be approved?',
  ])('after it was shown: %s', (text) => {
    expect(read(text, [shown])).toMatchObject({ calls: [{ name: 'show_changes', input: { id: cap } }] });
  });

  it.each([
    'at most 2 emails a week',
    'how many emails a week may a lead get',
    'change the cap to two emails a week',
    'could we send two emails a week at most?',
  ])('a wish or a question about the same is none of it: %s', (text) => {
    expect(read(text)).not.toMatchObject({ calls: [{ name: 'show_changes' }] });
  });
});
