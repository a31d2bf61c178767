import { expect, test } from 'vitest';
import { DAY, HOUR, programOf, Story, T0 } from '../testing/story.ts';
import { shareOf } from './decay.ts';

const rules = { visit: { title: 'V', when: 'page_visit', points: 100 } };
const decaying = (percent: number, every: string, version = 1) =>
  programOf(
    { scoring: { rules, models: { engagement: { title: 'Engagement', decay: { percent, every } } } } },
    version,
  );

test('a score loses its share every period, from when it came to have points', () => {
  const story = new Story(decaying(10, '7 days'));
  story.event('page_visit');
  expect(story.lead.timers).toEqual([{ id: 'decay:engagement', at: T0 + 7 * DAY }]);
  story.runUntil(T0 + 14 * DAY);
  expect(story.lead.scores).toEqual({ engagement: 81 });
  expect(story.last?.ledger).toEqual([{ rule: 'decay:engagement', points: -9, model: 'engagement' }]);
});

test('periods that passed while nobody looked are taken at once, as if each at its time', () => {
  const awake = new Story(decaying(10, '7 days'));
  const asleep = new Story(decaying(10, '7 days'));
  for (const story of [awake, asleep]) story.event('page_visit');
  awake.runUntil(T0 + 30 * DAY);
  asleep.timer(T0 + 30 * DAY);
  expect(asleep.last?.ledger).toHaveLength(1);
  expect(asleep.lead.scores).toEqual(awake.lead.scores);
  expect(asleep.lead.timers).toEqual(awake.lead.timers);
});

test('points that arrive late lose nothing of what was due before them', () => {
  const story = new Story(decaying(50, '1 day'));
  story.event('page_visit');
  story.event('page_visit', {}, { at: T0 + DAY });
  expect(story.lead.score).toBe(150);
});

test('a score of 0 has no timer, and begins anew with its next points', () => {
  const story = new Story(decaying(100, '1 day'));
  story.event('page_visit');
  story.timer(T0 + 3 * DAY);
  expect(story.lead).toMatchObject({ score: 0, scores: {}, timers: [] });
  expect(story.lead.decays).toBeUndefined();
  story.event('page_visit', {}, { at: T0 + 3 * DAY + HOUR });
  expect(story.lead.timers).toEqual([{ id: 'decay:engagement', at: T0 + 4 * DAY + HOUR }]);
});

test('decay that a version brings begins then; a shorter period counts from then, and none leaves the points', () => {
  const story = new Story(programOf({ scoring: { rules } }));
  story.event('page_visit');
  story.activate(decaying(10, '7 days', 2), {}, { at: T0 + DAY });
  expect(story.lead.timers).toEqual([{ id: 'decay:engagement', at: T0 + 8 * DAY }]);
  story.activate(decaying(10, '1 day', 3), {}, { at: T0 + 2 * DAY });
  expect(story.lead.timers).toEqual([{ id: 'decay:engagement', at: T0 + 3 * DAY }]);
  story.activate(programOf({ scoring: { rules } }, 4), {}, { at: T0 + 2 * DAY });
  expect(story.lead).toMatchObject({ score: 100, timers: [] });
});

test('decay may leave a threshold', () => {
  const story = new Story(
    programOf({
      scoring: {
        rules,
        models: { engagement: { title: 'E', decay: { percent: 50, every: '1 day' } } },
        thresholds: {
          warm: {
            title: 'W',
            at: 60,
            actions: [],
            down: [{ do: 'notify', audience: 'sales', text: 'cold' }],
          },
        },
      },
    }),
  );
  story.event('page_visit');
  expect(story.runUntil(T0 + DAY)).toEqual([{ kind: 'notify', audience: 'sales', text: 'cold' }]);
});

test.each([
  [100, 10, 10],
  [99, 10, 10],
  [1, 1, 1],
  [-5, 50, -3],
  [0, 50, 0],
])('of %i points %i %% are %i', (score, percent, share) => {
  expect(shareOf(score, percent)).toBe(share);
});
