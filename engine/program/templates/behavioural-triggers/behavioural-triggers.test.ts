import { expect, test } from 'vitest';
import { warningsOf } from '../../validate.ts';
import { behaviouralTriggers } from './index.ts';

const program = behaviouralTriggers((item) => ({ item, version: 1, hash: '0'.repeat(64) }));

test('all twenty behaviours have a trigger', () => {
  const behaviours = [
    [
      'pricing-page',
      'demo-request-page',
      'competitor-comparison-page',
      'case-study-download',
      'several-sessions',
    ],
    ['whitepaper-download', 'webinar-attendance', 'blog-engagement', 'tool-usage', 'email-link-click'],
    ['sales-reply', 'meeting-scheduled', 'proposal-sent', 'contract-negotiation', 'deal-closed'],
    ['unsubscribe', 'website-inactivity', 'engagement-decline', 'competitor-research', 'pricing-objection'],
  ].flat();
  expect(behaviours).toHaveLength(20);
  expect(Object.keys(program.triggers)).toEqual(expect.arrayContaining(behaviours));
});

test('nothing in it is left without use', () => {
  expect(warningsOf(program)).toEqual([]);
  const begun = Object.values(program.triggers).flatMap(({ actions }) =>
    actions.flatMap((action) => (action.do === 'enrol' ? [action.track] : [])),
  );
  expect(new Set(begun)).toEqual(new Set(Object.keys(program.tracks)));
});
