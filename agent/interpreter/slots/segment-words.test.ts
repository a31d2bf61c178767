import { expect, it } from 'vitest';
import type { LiveField } from '../../vocabulary.ts';
import { testVocabulary } from '../test-world.ts';
import { createUtterance } from '../words/utterance.ts';
import { takeSegmentWords } from './segment-words.ts';

it('reads segments that name an arm or a score of the program', () => {
  const arm: LiveField = {
    name: 'experiment_hand_over',
    type: 'text',
    owner: 'engine',
    values: ['early', 'late'],
    foreign: false,
  };
  const handed = {
    id: 'handed-early',
    title: 'Handed over early',
    when: 'experiment_hand_over = "early" AND lead_score >= 50',
  };
  const vocabulary = {
    ...testVocabulary,
    fields: [...testVocabulary.fields, arm],
    segments: [...testVocabulary.segments, handed],
  };
  const { conditions } = takeSegmentWords(
    createUtterance('how many leads are handed over early'),
    vocabulary,
    'title',
  );
  expect(conditions.map(({ condition }) => condition)).toEqual([{ op: 'segment', id: 'handed-early' }]);
});
