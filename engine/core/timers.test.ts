import { expect, test } from 'vitest';
import { DAY, email, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const wait = (length: string) => ({ id: 'w', kind: 'wait', for: length });

test('timers are sorted by instant, then id', () => {
  const story = new Story(
    programOf({
      tracks: { b: trackOf([wait('1 day')]), a: trackOf([wait('1 day')]), c: trackOf([wait('1 hour')]) },
    }),
  );
  for (const track of ['b', 'a', 'c']) story.command({ do: 'enrol', track });
  expect(story.lead.timers).toEqual([
    { id: 'step:c', at: T0 + HOUR },
    { id: 'step:a', at: T0 + DAY },
    { id: 'step:b', at: T0 + DAY },
  ]);
});

test('one window timer stands for all conditions that time alone may change: the earliest', () => {
  const story = new Story(
    programOf({
      segments: {
        week: { title: 'Week', when: 'page_visits >= 1 IN last_7_days' },
        day: { title: 'Day', when: 'page_visits >= 1 IN last_1_day' },
      },
    }),
  );
  story.event('page_visit');
  expect(story.lead).toMatchObject({ segments: ['day', 'week'], timers: [{ id: 'window', at: T0 + DAY }] });
  story.timer(T0 + DAY);
  expect(story.lead).toMatchObject({ segments: ['week'], timers: [{ id: 'window', at: T0 + 7 * DAY }] });
  story.timer(T0 + 7 * DAY);
  expect(story.lead).toMatchObject({ segments: [], timers: [] });
});

test('a date field wakes the lead when it comes near', () => {
  const story = new Story(
    programOf({ segments: { due: { title: 'Due', when: 'renewal_date BEFORE now + 30 days' } } }),
  );
  story.event('identify', {}, { traits: { renewal_date: new Date(T0 + 40 * DAY).toISOString() } });
  expect(story.lead.timers).toEqual([{ id: 'window', at: T0 + 10 * DAY + 1 }]);
  story.timer(T0 + 10 * DAY + 1);
  expect(story.lead.segments).toEqual(['due']);
});

test('goals and exits wake a lead only while it is on the track, and an entry only while it may enter', () => {
  const gone = 'page_visits = 0 IN last_1_day';
  const program = programOf({
    tracks: {
      a: trackOf([wait('9 weeks')], { exits: { gone: { when: gone } } }),
      b: trackOf([wait('9 weeks')], { entry: { when: 'page_visits = 0 IN last_2_days' } }),
    },
  });
  const story = new Story(program);
  story.event('page_visit');
  expect(story.lead.timers).toEqual([{ id: 'window', at: T0 + 2 * DAY }]);
  story.command({ do: 'enrol', track: 'a' });
  expect(story.lead.timers).toContainEqual({ id: 'window', at: T0 + DAY });
  story.command({ do: 'enrol', track: 'b' });
  story.timer(T0 + DAY);
  expect(story.lead.enrolments.a?.reason).toBe('exit:gone');
  expect(story.lead.timers.map(({ id }) => id)).toEqual(['step:b']);
});

test('a hold that ends by itself has a timer, one that does not has none', () => {
  const story = Story.mailable(
    programOf({ tracks: { t: trackOf([email('e1')]) }, policies: { quietHours: { from: 12, to: 13 } } }),
  );
  story.command({ do: 'enrol', track: 't' });
  expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + HOUR }]);
  story.event('consent_withdrawn');
  story.timer(T0 + HOUR);
  expect(story.lead.timers).toEqual([]);
});

test('an input at which nothing is due changes nothing but number and instant', () => {
  const story = new Story(programOf({ tracks: { t: trackOf([wait('1 day')]) } }));
  story.command({ do: 'enrol', track: 't' });
  const { lead } = story;
  expect(story.timer(T0 + HOUR)).toEqual({
    lead: { ...lead, seq: 2, at: T0 + HOUR },
    effects: [],
    ledger: [],
    trace: [],
  });
});
