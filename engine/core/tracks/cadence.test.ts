import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const german = { entry: { when: 'country = "DE"' } };
const wait = (length: string, id = 'w') => ({ id, kind: 'wait', for: length });
const untilDay = (day: number) => ({ id: `day-${day}`, kind: 'wait', untilDay: day });
const cadences = {
  slow: { title: 'Slow', percent: 200, for: '10 days' },
  fast: { title: 'Fast', percent: 50 },
  calm: { title: 'Calm', percent: 400, until: 'email_opens >= 1 IN last_2_days' },
};
const pace = (id: string | null) => ({
  title: 'P',
  when: id === null ? 'group' : `form_submit AND form_type = "${id}"`,
  actions: [{ do: 'cadence', cadence: id }],
});
const triggers = { slow: pace('slow'), fast: pace('fast'), calm: pace('calm'), normal: pace(null) };
const set = (story: Story, id: string, at?: number) =>
  story.event('form_submit', { form_type: id }, at === undefined ? {} : { at });
const enter = (story: Story, at?: number) =>
  story.event('identify', {}, { traits: { country: 'DE' }, ...(at !== undefined && { at }) });
function on(steps: readonly unknown[]): Story {
  return Story.mailable(programOf({ cadences, triggers, tracks: { t: trackOf(steps, german) } }));
}

describe('a cadence', () => {
  test('makes waits begun under it longer or shorter, the first of a track too', () => {
    for (const [id, days] of [
      ['slow', 6],
      ['fast', 1.5],
    ] as const) {
      const story = on([wait('3 days'), email('e')]);
      set(story, id);
      enter(story);
      expect(story.lead.timers.find((timer) => timer.id === 'step:t')?.at).toBe(T0 + days * DAY);
      expect(emailsIn(story.runUntil(T0 + 20 * DAY))).toEqual(['e']);
    }
  });

  test('leaves alone the wait that is under way', () => {
    const story = on([wait('3 days'), email('e')]);
    enter(story);
    set(story, 'slow', T0 + HOUR);
    expect(story.lead.timers[0]).toEqual({ id: 'step:t', at: T0 + 3 * DAY });
  });

  test('keeps the wait long that was begun under it, though it ends meanwhile', () => {
    const story = on([wait('7 days'), email('e1'), wait('7 days', 'w2'), email('e2')]);
    set(story, 'slow');
    enter(story);
    story.runUntil(T0 + 30 * DAY);
    expect(story.last?.trace).toContainEqual({ did: 'email', track: 't', step: 'e2', item: 'item-e2' });
    // Fourteen days under the cadence of ten days, then seven.
    expect(story.lead.at).toBe(T0 + 21 * DAY);
  });

  test('keeps the spacing of the days that come after what it added', () => {
    const story = on([
      email('e1'),
      untilDay(3),
      email('e2'),
      untilDay(8),
      email('e3'),
      wait('1 day'),
      untilDay(10),
      email('e4'),
    ]);
    set(story, 'slow');
    enter(story);
    const sent: [string, number][] = [];
    for (const next = () => story.lead.timers[0]; next(); ) {
      const at = next()?.at ?? 0;
      for (const step of emailsIn(story.timer(at).effects)) sent.push([step, (at - T0) / DAY]);
    }
    // Two days become four and five become ten; the cadence ends on day 10 (from 0), and two days are two again.
    expect(sent).toEqual([
      ['e2', 4],
      ['e3', 14],
      ['e4', 16],
    ]);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended' });
    expect(story.lead.enrolments.t).not.toHaveProperty('shift');
  });

  test('takes up no room in states of leads that have none', () => {
    const story = on([wait('3 days'), untilDay(8), email('e')]);
    enter(story);
    expect(story.lead).not.toHaveProperty('cadence');
    expect(Object.keys(story.lead.enrolments.t ?? {}).sort()).toEqual([
      'by',
      'n',
      'startedAt',
      'status',
      'step',
      'stepAt',
    ]);
  });

  test('does not move a time of day or a date', () => {
    const story = on([{ id: 'w', kind: 'wait', until: { time: '09:00' } }, email('e')]);
    set(story, 'slow');
    enter(story);
    expect(story.lead.enrolments.t).not.toHaveProperty('pace');
    expect(story.lead.timers[0]?.at).toBe(T0 + 21 * HOUR);
  });

  test('ends when its time is over', () => {
    const story = on([email('e')]);
    expect(set(story, 'slow').trace).toContainEqual({ did: 'cadence', cadence: 'slow' });
    expect(story.lead.timers).toEqual([{ id: 'cadence', at: T0 + 10 * DAY }]);
    expect(story.timer(T0 + 10 * DAY).trace).toEqual([{ did: 'cadence', cadence: null, reason: 'over' }]);
    expect(story.lead).not.toHaveProperty('cadence');
    expect(story.lead.timers).toEqual([]);
  });

  test('ends when what ends it comes to hold, by time alone too', () => {
    const story = on([email('e')]);
    set(story, 'calm');
    expect(story.event('email_open').trace).toContainEqual({
      did: 'cadence',
      cadence: null,
      reason: 'condition',
    });

    const away = Story.mailable(
      programOf({
        cadences: { away: { title: 'Away', percent: 200, until: 'page_visits = 0 IN last_2_days' } },
        triggers: { g: { title: 'G', when: 'page_visit', actions: [{ do: 'cadence', cadence: 'away' }] } },
      }),
    );
    away.event('page_visit');
    expect(away.lead.timers.map(({ id }) => id)).toEqual(['window']);
    away.runUntil(T0 + 3 * DAY);
    expect(away.last?.trace).toEqual([{ did: 'cadence', cadence: null, reason: 'condition' }]);
  });

  test('ends by an action, and gives way to another', () => {
    const story = on([email('e')]);
    set(story, 'slow');
    set(story, 'fast');
    expect(story.lead.cadence).toEqual({ id: 'fast', at: T0 });
    expect(story.lead.timers).toEqual([]);
    expect(story.event('group').trace).toContainEqual({ did: 'cadence', cadence: null });
    expect(story.event('group').trace).not.toContainEqual({ did: 'cadence', cadence: null });
  });

  test('ends when the program has it no more, and its wait keeps its length', () => {
    const story = on([wait('3 days'), email('e')]);
    set(story, 'slow');
    enter(story);
    const next = programOf({ tracks: { t: trackOf([wait('2 days'), email('e')], german) } }, 2);
    expect(story.activate(next).trace).toContainEqual({ did: 'cadence', cadence: null, reason: 'removed' });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 4 * DAY }]);
  });
});
