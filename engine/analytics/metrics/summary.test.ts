import { describe, expect, it } from 'vitest';
import type { Velocity } from './dashboard.ts';
import type { MetricId } from './definitions.ts';
import type { Figure } from './figure.ts';
import { summary } from './summary.ts';

const figure = (metric: MetricId, parts: Partial<Figure>): Figure => ({
  metric,
  value: null,
  numerator: 0,
  denominator: 0,
  low: null,
  high: null,
  unit: 'share',
  ...parts,
});
const before = { value: 0.3, numerator: 300, denominator: 1000, low: 0.27, high: 0.33 };
const progression = figure('progression', {
  value: 0.34,
  numerator: 409,
  denominator: 1203,
  low: 0.314,
  high: 0.367,
  before: { ...before, difference: 0.04, differenceLow: 0.001, differenceHigh: 0.079, clear: true },
});
const velocity: Velocity = {
  nurtured: figure('time_in_nurture', { unit: 'days' }),
  others: figure('time_in_nurture', { unit: 'days' }),
  faster: 0.23,
  within: { low: -0.02, high: 0.41 },
  clear: true,
  basis: 'associative',
  words: '',
};
const overall = [
  progression,
  figure('qualified', { value: 0.18, numerator: 74, denominator: 412, low: 0.146, high: 0.22 }),
  figure('time_in_nurture', {
    value: 67,
    numerator: 74,
    denominator: 412,
    low: 60,
    high: null,
    unit: 'days',
  }),
];
const pipeline = [
  figure('revenue', { value: 340_000, numerator: 12, denominator: 15, unit: 'money' }),
  figure('pipeline', { value: 1_200_000, numerator: 56, denominator: 70, unit: 'money' }),
];

describe('the first three sentences', () => {
  it('say each number with what it is of, its interval and whether the difference is clear', () => {
    expect(summary({ overall, pipeline, velocity })).toEqual([
      'Of the stays at a journey stage 34 % (409 of 1,203; 31 to 37 %) led to a later one so far: clearly 4 points more than in the period before (30 %).',
      'Sales accepted 18 % (74 of 412; 15 to 22 %) of the nurtured MQLs so far (half within 67 days, those who wait counted too); nurtured leads are 23 % faster (95 % interval 2 % slower to 41 % faster) than others, which need not be because of it.',
      'Nurtured leads brought 12 of 15 deals won, worth 340,000; 56 of 70 open proposals are theirs, worth 1,200,000.',
    ]);
  });

  it('say because of nurturing only where a hold-out shows it', () => {
    const [, second] = summary({ overall, pipeline, velocity: { ...velocity, basis: 'causal' } });
    expect(second).toContain(
      'nurturing makes them 23 % faster (95 % interval 2 % slower to 41 % faster), as the hold-out shows',
    );
  });

  it('do not take chance for a difference', () => {
    const unclear = { ...progression, before: { ...progression.before, clear: false } } as Figure;
    const [first, second] = summary({
      overall: [unclear, ...overall.slice(1)],
      pipeline,
      velocity: { ...velocity, clear: false },
    });
    expect(first).toContain('no clear difference from the period before (30 %)');
    expect(second).toContain('not clearly faster or slower');
  });

  it('give no rate of a few', () => {
    const few = [
      figure('progression', { numerator: 3, denominator: 12 }),
      figure('qualified', { numerator: 1, denominator: 4 }),
    ];
    const said = summary({
      overall: few,
      pipeline: pipeline.map((one) => ({ ...one, value: 0, numerator: 0, denominator: 0 })),
      velocity: { ...velocity, faster: null },
    });
    expect(said).toEqual([
      'Of 12 stays at a journey stage 3 led to a later one: not enough data to give a rate.',
      'Of 4 nurtured MQLs sales accepted 1: not enough data to give a rate; too few to say whether nurtured leads are faster than others.',
      'No deal was won in this period, and no proposal is open.',
    ]);
  });

  it('say so when nothing happened', () => {
    const [first, second, third] = summary({ overall: [], pipeline: [], velocity });
    expect(first).toBe('Nobody came to a journey stage in this period.');
    expect(second).toBe('No nurtured lead became an MQL in this period.');
    expect(third).toBe('Nothing is known of deals.');
  });
});
