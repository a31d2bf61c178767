import { describe, expect, it } from 'vitest';
import { textsOf } from '../testing/texts-of.ts';
import { funnel } from './funnel.ts';
import type { FunnelData } from './funnel-data.ts';

const data: FunnelData = {
  title: 'From subscriber to customer',
  unit: 'leads',
  stages: [
    { name: 'Lead', count: 1_203 },
    { name: 'MQL', count: 406 },
    { name: 'SQL', count: 301 },
    { name: 'Customer', count: 12 },
    { name: 'Advocate', count: 3 },
  ],
};

describe('a funnel', () => {
  it('says at each stage how many are there, of the first and of the one before', () => {
    expect(textsOf(funnel(data, { width: 360 }))).toEqual(
      expect.arrayContaining([
        '1,203 · 100 %',
        '406 · 34 %',
        '↓ 34 % went on, 66 % have not (797)',
        '↓ 74 % went on, 26 % have not (105)',
        '↓ 3 of 12 went on: too few for a share',
      ]),
    );
  });

  it('names the place where the greatest share is lost', () => {
    expect(textsOf(funnel(data, { width: 360 }))).toContain(
      '↓ 4 % went on, 96 % have not (289): the most lost',
    );
  });

  it('says in one sentence what it shows', () => {
    expect(funnel(data, { width: 720 }).description).toBe(
      'Funnel. From subscriber to customer: 1,203 leads at Lead, of whom 406 came to MQL (34 % of the first), ' +
        '301 came to SQL (25 % of the first), 12 came to Customer (1 % of the first), ' +
        '3 came to Advocate (0.25 % of the first); most are lost after SQL, where 96 % go no further so far.',
    );
  });

  it('says so where more are at a later stage, and gives no share below 30', () => {
    const few = { ...data, stages: [data.stages[3], data.stages[1]] as FunnelData['stages'] };
    const texts = textsOf(funnel(few, { width: 360 }));
    expect(texts).toContain('↓ 394 more than before: some begin here');
    expect(texts.join(' ')).not.toContain('%');
  });
});
