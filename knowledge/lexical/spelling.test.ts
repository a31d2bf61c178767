import { SparseVector } from 'pgvector';
import { expect, test } from 'vitest';
import { gramsVector, isSpelled, leastAlike } from './spelling.ts';

/** What pgvector's `<=>` gives, from 1. */
function likeness(a: string, b: string): number {
  const [left, right] = [a, b].map((word) => new Set(new SparseVector(gramsVector(word)).indices));
  const both = [...(left as Set<number>)].filter((gram) => right?.has(gram)).length;
  return both / Math.sqrt((left as Set<number>).size * (right as Set<number>).size);
}

test.each([
  ['helthcar', 'healthcar'],
  ['aproval', 'approval'],
  ['implementaion', 'implementation'],
  ['complaince', 'compliance'],
  ['auidit', 'audit'],
])('%s may stand for %s', (wanted, word) => {
  expect(likeness(wanted, word)).toBeGreaterThan(leastAlike);
});

test.each([
  ['health', 'wealth management'],
  ['approval', 'arrival'],
  ['audit', 'edit'],
])('%s does not stand for %s', (wanted, word) => {
  expect(likeness(wanted, word)).toBeLessThan(leastAlike);
});

test('numbers, abbreviations and endless strings have no other spelling', () => {
  expect(['audit', 'prufung', 'iso27001', 'roi', '2026', 'a'.repeat(41)].filter(isSpelled)).toEqual([
    'audit',
    'prufung',
  ]);
});
