import { expect, test } from 'vitest';
import { tools } from '../../../tools/registry.ts';
import { stepWords } from './step-words.ts';

test('there are words for what every tool does, and for nothing else', () => {
  expect(Object.keys(stepWords).sort()).toEqual(tools.map(({ name }) => name).sort());
});
