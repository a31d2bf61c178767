import { describe, expect, it, test } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import { foldFrom, foldTo, foldWords } from './mentions.ts';
import { parseCondition } from './parse.ts';
import { evaluateProperties } from './properties.ts';

const holds = (words: string, text: string) =>
  evaluateProperties({ op: 'property', property: 'text', is: 'mentions', value: words }, { text });

test.each([
  ['too expensive', 'It is Too Expensive.'],
  ['too expensive', 'TOO\n  EXPENSIVE for us'],
  ['too expensive', 'too-expensive'],
  ['pricing', 'About “Pricing”: no.'],
  ['over budget', 'we are (over budget)'],
  ["don't", 'I don’t know'],
  ['ZU TEUER', 'das ist zu teuer'],
  ['über', 'ÜBER dem Budget'],
  ['дорого', 'Дорого!'],
])('%j is mentioned in %j', (words, text) => {
  expect(holds(words, text)).toBe(true);
});

test.each([
  ['pricing', 'our repricing tool'],
  ['price', 'the prices'],
  ['too expensive', 'too, very, expensive'],
  ['over budget', 'a leftover budget'],
  ['budget', ''],
])('%j is not mentioned in %j', (words, text) => {
  expect(holds(words, text)).toBe(false);
});

describe('folding', () => {
  it('has one character for each, and gives what it is given again', () => {
    expect([...foldTo]).toHaveLength([...foldFrom].length);
    expect(new Set(foldFrom).size).toBe(foldFrom.length);
    expect(foldWords(foldWords(' A--b, ÇÉ '))).toBe(' a b çé ');
    expect(foldWords('?!')).toBe(' ');
  });

  it('is refused of a text without words', () => {
    expect(() => parseCondition('email_reply AND text MENTIONS "?!"', defaultVocabulary)).toThrow(
      'takes a word',
    );
  });
});
