import { describe, expect, it } from 'vitest';
import { contentWords } from './content.ts';

const passage = (n: number, item: string, heading: string) => ({
  n,
  item,
  version: 1,
  title: `Item ${item}`,
  kind: 'guide',
  stages: [],
  industries: [],
  approved: true,
  heading,
  text: `Passage ${n}.`,
  quote: n === 4 ? '' : `Passage ${n}.`,
  start: 0,
  end: 10,
});

describe('passages in words', () => {
  it('says each item once, best first, with its other passages after its best', () => {
    const passages = [
      passage(1, 'b', 'Why'),
      passage(2, 'a', ''),
      passage(3, 'b', 'How'),
      passage(4, 'b', ''),
    ];
    expect(contentWords({ evidence: 'good', passages }).split('\n').slice(1)).toEqual([
      '- Item b (guide, Why) [1]: “Passage 1.” Also: How [3], another passage [4].',
      '- Item a (guide) [2]: “Passage 2.”',
    ]);
  });

  it('says five items at most', () => {
    const passages = [...'abcdefg'].map((item, index) => passage(index + 1, item, ''));
    expect(contentWords({ evidence: 'good', passages }).split('\n')).toHaveLength(6);
  });

  it('says that they do not answer what was asked, when they do not', () => {
    const passages = [passage(1, 'a', '')];
    expect(contentWords({ evidence: 'weak', passages })).toMatch(
      /^The content library says little or nothing on that\. The nearest/,
    );
    expect(contentWords({ evidence: 'none', passages: [] })).toContain('nothing on that');
  });
});
