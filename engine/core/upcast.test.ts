import { expect, test } from 'vitest';
import { newLead } from './new-lead.ts';
import { type LeadStateV1, upcast } from './upcast.ts';

const { scores: _, features: __, ...rest } = newLead('0a6a1a5c-0000-4000-8000-000000000001', 0);
const older = (score: number, features: LeadStateV1['features'] = {}): LeadStateV1 => ({
  ...rest,
  schema: 1,
  score,
  features,
});

test('all points of a state from before there were models are engagement', () => {
  expect(upcast(older(35))).toMatchObject({ schema: 2, score: 35, scores: { engagement: 35 } });
  expect(upcast(older(0)).scores).toEqual({});
});

test('buckets that were kept by number become a list in ascending order', () => {
  // Objects keep -1 and what is 2 ** 32 - 1 or more after the others, in the order of writing.
  const buckets = { 20464: 1, 4294967296: 5, '-1': 4, 9999: 3, 20458: 2 };
  const features = { a: { total: 15, buckets }, b: { total: 7, buckets: {} } };
  expect(upcast(older(0, features)).features).toEqual({
    a: { total: 15, buckets: [-1, 4, 9999, 3, 20458, 2, 20464, 1, 4294967296, 5] },
    b: { total: 7, buckets: [] },
  });
});

test('a state of this release is left as it is', () => {
  const state = newLead('0a6a1a5c-0000-4000-8000-000000000001', 0);
  expect(upcast(state)).toBe(state);
});
