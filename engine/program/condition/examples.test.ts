import { expect, it } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import { walkCondition } from '../walk-condition.ts';
import { conditionExamples } from './examples.ts';
import { parseCondition } from './parse.ts';

it('there is an example of everything that a condition can say', () => {
  const parsed = conditionExamples.map((text) => parseCondition(text, defaultVocabulary));
  const ops = new Set(parsed.flatMap((condition) => [...walkCondition(condition)].map(({ op }) => op)));
  expect([...ops].sort()).toEqual(
    [
      ...['and', 'or', 'not', 'field', 'field_in', 'known', 'date', 'event', 'property'],
      ...['count', 'sum', 'sequence', 'segment', 'stakeholders', 'list', 'track'],
    ].sort(),
  );
});
