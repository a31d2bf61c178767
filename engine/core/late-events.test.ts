import { describe, expect, test } from 'vitest';
import { consent, DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const scored = (cap?: object) => ({
  rules: { visit: { title: 'V', when: 'page_visit', points: 10, ...(cap && { cap }) } },
  thresholds: {},
});

describe('an event that comes late by no more than a day', () => {
  test('does what it would have done in time', () => {
    const story = Story.mailable(
      programOf({
        scoring: scored(),
        triggers: {
          visit: { title: 'V', when: 'page_visit', actions: [{ do: 'lifecycle', stage: 'mql' }] },
        },
        tracks: { t: trackOf([email('e1')], { entry: { when: 'page_visits >= 1 IN last_7_days' } }) },
      }),
    );
    const { effects, lead } = story.event('page_visit', {}, { occurredAt: T0 - DAY });
    expect([emailsIn(effects), lead.lifecycle, lead.score]).toEqual([['e1'], 'mql', 10]);
  });

  test('is counted in a window by when it happened', () => {
    const story = new Story(
      programOf({ segments: { seen: { title: 'S', when: 'page_visits >= 1 IN last_2_days' } } }),
    );
    story.event('page_visit', {}, { occurredAt: T0 - DAY });
    expect(story.lead.segments).toEqual(['seen']);
    const [window] = story.lead.timers;
    expect(window?.at).toBeLessThanOrEqual(T0 + DAY + HOUR);
    story.timer(window?.at ?? 0);
    expect(story.lead.segments).toEqual([]);
  });

  test('counts in the period of its timestamp, or in a later one that the rule has given points in', () => {
    const program = programOf({ scoring: scored({ points: 10, per: 'day' }) });
    const first = new Story(program);
    first.event('page_visit', {}, { occurredAt: T0 - DAY });
    first.event('page_visit');
    expect(first.lead.score).toBe(20);
    const second = new Story(program);
    second.event('page_visit');
    second.event('page_visit', {}, { occurredAt: T0 - DAY });
    expect(second.lead.score).toBe(10);
  });
});

describe('events out of order', () => {
  test('leave a field with the value that arrived last', () => {
    const story = new Story(programOf({}));
    story.event('identify', {}, { traits: { country: 'DE' } });
    story.event('identify', {}, { traits: { country: 'FR' }, occurredAt: T0 - HOUR });
    expect(story.lead.fields.country).toBe('FR');
    story.event('identify', {}, { traits: { country: 'IT' }, occurredAt: T0 - 9 * DAY, historic: true });
    expect(story.lead.fields.country).toBe('IT');
  });

  test.each([true, false])(
    'do not let a grant outweigh a later withdrawal (granted first: %s)',
    (granted) => {
      const story = new Story(programOf({}));
      const grant = () =>
        story.event('consent_granted', consent('marketing', { wording: 'Yes' }), {
          occurredAt: T0 - 2 * HOUR,
        });
      if (granted) grant();
      story.event('consent_withdrawn', {}, { occurredAt: T0 - HOUR });
      if (!granted) grant();
      expect(story.lead.consent).toEqual({});
    },
  );

  test('let a withdrawal count though a grant that happened after it was there first', () => {
    const story = new Story(programOf({}));
    story.event('consent_granted', consent('marketing', { wording: 'Yes' }), { occurredAt: T0 - HOUR });
    story.event('consent_withdrawn', {}, { occurredAt: T0 - 2 * HOUR });
    expect(story.lead.consent).toEqual({});
  });
});

describe('a worker that has slept', () => {
  const steps = [
    email('e1'),
    { id: 'w1', kind: 'wait', untilDay: 3 },
    email('e2'),
    { id: 'w2', kind: 'wait', untilDay: 5 },
    email('e3'),
    { id: 'w3', kind: 'wait', for: '1 day' },
    email('e4'),
  ];
  const asleep = (policies: object) => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps) }, policies }));
    story.command({ do: 'enrol', track: 't' });
    return { story, woken: () => emailsIn(story.timer(T0 + 9 * DAY).effects) };
  };

  test('takes what is due at once, and a wait for some time begins then', () => {
    const { story, woken } = asleep({});
    expect(woken()).toEqual(['e2', 'e3']);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 10 * DAY }]);
  });

  test('keeps what a gap or a cap keeps apart', () => {
    const gap = asleep({ minimumGap: '1 day' });
    expect(gap.woken()).toEqual(['e2']);
    expect(gap.story.lead.enrolments.t?.held).toEqual({ reason: 'gap', until: T0 + 10 * DAY });
    const cap = asleep({ cap: { count: 1, days: 7 } });
    expect(cap.woken()).toEqual(['e2']);
    expect(emailsIn(cap.story.runUntil(T0 + 40 * DAY))).toEqual(['e3', 'e4']);
  });

  test('does not notice what was true only in between', () => {
    const near = 'renewal_date BEFORE now + 2 days AND renewal_date AFTER now';
    const program = programOf({ tracks: { t: trackOf([email('e1')], { entry: { when: near } }) } });
    const renewal_date = new Date(T0 + 5 * DAY).toISOString();
    const awake = Story.mailable(program, { renewal_date });
    expect(emailsIn(awake.runUntil(T0 + 9 * DAY))).toEqual(['e1']);
    const asleep = Story.mailable(program, { renewal_date });
    expect(emailsIn(asleep.timer(T0 + 9 * DAY).effects)).toEqual([]);
  });
});
