import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';
import { spreadDays } from './schedule-emails.ts';
import { freeSlug, slug } from './slug.ts';

describe('spreading emails over a track', () => {
  it('sends every four days in a short track and weekly in a longer one', () => {
    expect(spreadDays(4)).toEqual([1, 5, 9, 13, 17, 21, 25]);
    expect(spreadDays(6)).toEqual([1, 8, 15, 22, 29, 36]);
    expect(spreadDays(52)).toHaveLength(12);
  });

  it('keeps to a count or a rhythm that was asked for, within the weeks', () => {
    expect(spreadDays(4, { count: 4 })).toEqual([1, 8, 15, 22]);
    expect(spreadDays(2, { everyDays: 3 })).toEqual([1, 4, 7, 10, 13]);
    expect(spreadDays(1, { count: 20 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('ids from titles', () => {
  it('are lower case with dashes and begin with a letter', () => {
    expect(slug('SMB fintech: Awareness (4 weeks)')).toBe('smb-fintech-awareness-4-weeks');
    expect(slug('4 Wochen für Ämter')).toBe('wochen-fur-amter');
    expect(slug('!!!')).toBe('unnamed');
  });

  it('are numbered when taken', () => {
    expect(freeSlug('Pricing', { pricing: 1, 'pricing-2': 1 })).toBe('pricing-3');
  });
});

describe('the nearest names', () => {
  it('count a swap of neighbours as one slip', () => {
    expect(editDistance('prcing', 'pricing')).toBe(1);
    expect(editDistance('pirce', 'price')).toBe(1);
  });

  it('are given best first and only when near', () => {
    expect(nearest('industri', ['industry', 'country', 'region'])).toEqual(['industry']);
    expect(nearest('weather', ['industry', 'country'])).toEqual([]);
  });
});
