import { expect, test } from 'vitest';
import { newLead } from './new-lead.ts';
import { type LeadStateV1, upcast } from './upcast.ts';

const { scores: _, ...rest } = newLead('0a6a1a5c-0000-4000-8000-000000000001', 0);
const older = (score: number): LeadStateV1 => ({ ...rest, schema: 1, score });

test('all points of a state from before there were models are engagement', () => {
  expect(upcast(older(35))).toMatchObject({ schema: 2, score: 35, scores: { engagement: 35 } });
  expect(upcast(older(0)).scores).toEqual({});
});

test('a state of this release is left as it is', () => {
  const state = newLead('0a6a1a5c-0000-4000-8000-000000000001', 0);
  expect(upcast(state)).toBe(state);
});
