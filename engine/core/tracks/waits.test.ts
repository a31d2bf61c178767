import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const german = { entry: { when: 'country = "DE"' } };
function waiting(wait: object, fields: Record<string, string> = {}): Story {
  const steps = [{ id: 'w', kind: 'wait', ...wait }, email('e')];
  const policies = { timeZone: 'Europe/Vienna' };
  const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) }, policies }), fields);
  story.event('identify', {}, { traits: { country: 'DE' } });
  return story;
}
const due = (story: Story) => story.lead.timers.find(({ id }) => id === 'step:t')?.at;
const know = (story: Story, traits: Record<string, string | null>, at = story.lead.at) =>
  story.event('identify', {}, { traits, at });

describe('a wait until a time of day', () => {
  const tuesday = { until: { weekday: ['tue', 'thu'], time: '09:30' } };

  test('ends on the lead’s clock, or on that of the program where the lead has none', () => {
    // Monday noon in UTC.
    expect(due(waiting(tuesday))).toBe(T0 + 20.5 * HOUR);
    expect(due(waiting(tuesday, { time_zone: 'America/New_York' }))).toBe(T0 + 26.5 * HOUR);
    const story = waiting(tuesday);
    expect(emailsIn(story.runUntil(T0 + 20.5 * HOUR - 1))).toEqual([]);
    expect(emailsIn(story.runUntil(T0 + 20.5 * HOUR))).toEqual(['e']);
  });

  test('ends on the clock of the program for every lead, where it says so', () => {
    const ours = { until: { ...tuesday.until, zone: 'program' } };
    const story = waiting(ours, { time_zone: 'America/New_York' });
    expect(due(story)).toBe(T0 + 20.5 * HOUR);
    know(story, { time_zone: 'Asia/Tokyo' });
    expect(due(story)).toBe(T0 + 20.5 * HOUR);
    expect(
      due(waiting({ until: { ...tuesday.until, zone: 'lead' } }, { time_zone: 'America/New_York' })),
    ).toBe(T0 + 26.5 * HOUR);
  });

  test('moves with the lead', () => {
    const story = waiting(tuesday);
    know(story, { time_zone: 'America/New_York' });
    expect(due(story)).toBe(T0 + 26.5 * HOUR);
  });

  test('waits for the next such time when it is reached at the very minute', () => {
    const story = waiting({ until: { time: '13:00' } });
    expect(due(story)).toBe(T0 + DAY);
  });
});

describe('a wait until a date', () => {
  const before = { untilDate: { field: 'renewal_date', offsetDays: -7, time: '08:00' } };

  test('ends so many days before it', () => {
    expect(due(waiting(before, { renewal_date: '2026-02-01T00:00:00.000Z' }))).toBe(
      Temporal.Instant.from('2026-01-25T07:00:00Z').epochMilliseconds,
    );
  });

  test.each([
    ['missing', {}],
    ['past', { renewal_date: '2026-01-06T00:00:00.000Z' }],
    ['none', { renewal_date: 'soon' }],
  ])('passes at once when the date is %s', (_, fields) => {
    expect(waiting(before, fields).lead.enrolments.t?.status).toBe('ended');
  });

  test('moves when the date does, and is over when it is taken away or comes to lie in the past', () => {
    const story = waiting(before, { renewal_date: '2026-02-01T00:00:00.000Z' });
    know(story, { renewal_date: '2026-03-01T00:00:00.000Z' }, T0 + DAY);
    expect(due(story)).toBe(Temporal.Instant.from('2026-02-22T07:00:00Z').epochMilliseconds);
    expect(emailsIn(know(story, { renewal_date: '2026-01-08T00:00:00.000Z' }, T0 + 2 * DAY).effects)).toEqual(
      ['e'],
    );

    const other = waiting(before, { renewal_date: '2026-02-01T00:00:00.000Z' });
    expect(emailsIn(know(other, { renewal_date: null }).effects)).toEqual(['e']);
  });
});
