import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alikeLengths, alikeWords } from './spelling.ts';

const vocabulary = ['healthcar', 'health', 'approval', 'approv', 'implementation', 'compliance', 'audit'];

test.each([
  ['helthcar', 'healthcar'],
  ['aproval', 'approval'],
  ['implementaion', 'implementation'],
  ['complaince', 'compliance'],
  ['auidit', 'audit'],
])('%s is most like %s', (wanted, word) => {
  expect(alikeWords(wanted, vocabulary)[0]?.word).toBe(word);
});

test('a word unlike all others finds none, and what is alike counts less than the word itself', () => {
  expect(alikeWords('xylophone', vocabulary)).toEqual([]);
  for (const { weight } of alikeWords('aproval', vocabulary)) expect(weight).toBeLessThan(0.8);
});

test('the lengths that can be alike leave out no word that is', () => {
  const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrst'), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const [wanted, word] = [a.join(''), b.join('')];
      const { from, to } = alikeLengths(wanted.length);
      if (alikeWords(wanted, [word]).length > 0) expect(word.length >= from && word.length <= to).toBe(true);
    }),
  );
});
