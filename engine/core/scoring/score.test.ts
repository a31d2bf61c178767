import { expect, test } from 'vitest';
import { DAY, HOUR, programOf, Story, T0 } from '../testing/story.ts';
import { periodOf } from './rule-period.ts';

function scored(rules: Record<string, unknown>): Story {
  return new Story(programOf({ scoring: { rules, thresholds: {} } }));
}

test('every rule that holds gives its points, in the order of ids, and the ledger says which', () => {
  const story = scored({
    z: { title: 'Z', when: 'page_visit', points: 5 },
    a: { title: 'A', when: 'page_visit AND page_url CONTAINS "pricing"', points: 25 },
    other: { title: 'O', when: 'form_submit', points: 100 },
  });
  expect(story.event('page_visit', { page_url: '/pricing' }).ledger).toEqual([
    { rule: 'a', points: 25, model: 'engagement' },
    { rule: 'z', points: 5, model: 'engagement' },
  ]);
  expect(story.event('page_visit', { page_url: '/about' }).ledger).toEqual([
    { rule: 'z', points: 5, model: 'engagement' },
  ]);
  expect(story.lead.score).toBe(35);
});

test('all rules see the score from before, so that their order does not matter', () => {
  const story = scored({
    a: { title: 'A', when: 'page_visit', points: 10 },
    b: { title: 'B', when: 'page_visit AND lead_score >= 10', points: 1 },
  });
  story.event('page_visit');
  expect(story.lead.score).toBe(10);
  story.event('page_visit');
  expect(story.lead.score).toBe(21);
});

test('a rule sees the arriving event counted', () => {
  const story = scored({ third: { title: 'T', when: 'page_visit AND page_visits = 3', points: 7 } });
  for (const expected of [0, 0, 7, 7]) {
    story.event('page_visit');
    expect(story.lead.score).toBe(expected);
  }
});

test('a cap gives what it leaves, then nothing, then all again in the next period', () => {
  const story = scored({
    v: { title: 'V', when: 'page_visit', points: 10, cap: { points: 25, per: 'day' } },
  });
  const points = () => story.event('page_visit').ledger.map((entry) => entry.points);
  expect([points(), points(), points(), points()]).toEqual([[10], [10], [5], []]);
  expect(story.last?.trace).toEqual([{ did: 'score_capped', rule: 'v' }]);
  expect(story.event('page_visit', {}, { at: T0 + DAY }).ledger).toEqual([
    { rule: 'v', points: 10, model: 'engagement' },
  ]);
});

test('points that are taken away are capped by their amount', () => {
  const story = scored({
    u: { title: 'U', when: 'page_visit', points: -10, cap: { points: 15, per: 'ever' } },
  });
  for (const expected of [-10, -15, -15]) {
    story.event('page_visit');
    expect(story.lead.score).toBe(expected);
  }
});

test('a cap counts in the period in which the event occurred', () => {
  const story = scored({
    v: { title: 'V', when: 'page_visit', points: 10, cap: { points: 10, per: 'day' } },
  });
  for (const days of [30, 29, 28])
    story.event('page_visit', {}, { occurredAt: T0 - days * DAY, historic: true });
  expect(story.lead.score).toBe(30);
});

test('an event from before the period on record counts in that, so that no cap is exceeded', () => {
  const story = scored({
    v: { title: 'V', when: 'page_visit', points: 10, cap: { points: 10, per: 'day' } },
  });
  story.event('page_visit');
  story.event('page_visit', {}, { occurredAt: T0 - 20 * HOUR });
  story.event('page_visit');
  expect(story.lead.score).toBe(10);
});

test.each([
  ['day', T0 + 11 * HOUR, T0 + 12 * HOUR],
  ['week', Date.UTC(2026, 0, 11, 23, 59), Date.UTC(2026, 0, 12)],
  ['month', Date.UTC(2026, 0, 31, 23, 59), Date.UTC(2026, 1, 1)],
] as const)('a %s ends at its boundary in UTC', (per, last, next) => {
  expect(periodOf(last, per)).toBe(periodOf(T0, per));
  expect(periodOf(next, per)).toBe(periodOf(T0, per) + 1);
});

test('a year has twelve months also across its turn', () => {
  expect(periodOf(Date.UTC(2026, 0, 1), 'month') - periodOf(Date.UTC(2025, 11, 31), 'month')).toBe(1);
});
