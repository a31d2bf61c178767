import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const german = { entry: { when: 'country = "DE"' } };
const steps = (when: string, more: Readonly<Record<string, unknown>> = {}) => [
  { id: 'w', kind: 'wait-for', when, within: '3 days', goto: 'came', otherwise: 'missed', ...more },
  email('between'),
  email('came'),
  { id: 'x', kind: 'exit' },
  email('missed'),
];
function waiting(when: string, parts: Readonly<Record<string, unknown>> = {}): Story {
  const story = Story.mailable(programOf({ tracks: { t: trackOf(steps(when), german) }, ...parts }));
  story.event('identify', {}, { traits: { country: 'DE' } });
  return story;
}
const waited = (met: boolean) => ({ did: 'waited', track: 't', step: 'w', met });

describe('a wait-for of an event', () => {
  test('goes on at the very input that brings the event', () => {
    const story = waiting('page_visit AND page_url CONTAINS "pricing"');
    expect(emailsIn(story.event('page_visit', { page_url: '/' }).effects)).toEqual([]);
    const { effects, trace } = story.event('page_visit', { page_url: '/pricing' }, { at: T0 + DAY });
    expect(emailsIn(effects)).toEqual(['came']);
    expect(trace).toContainEqual(waited(true));
    expect(story.lead.timers).toEqual([]);
  });

  test('takes the other way when the time is over, and the next step where no way is named', () => {
    const story = waiting('page_visit');
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 3 * DAY }]);
    expect(emailsIn(story.timer(T0 + 3 * DAY - 1).effects)).toEqual([]);
    const over = story.timer(T0 + 3 * DAY);
    expect(emailsIn(over.effects)).toEqual(['missed']);
    expect(over.trace).toContainEqual(waited(false));

    const plain = [{ id: 'w', kind: 'wait-for', when: 'page_visit', within: '3 days' }, email('next')];
    const program = programOf({ tracks: { t: trackOf(plain, german) } });
    for (const go of [(s: Story) => s.event('page_visit'), (s: Story) => s.timer(T0 + 3 * DAY)]) {
      const other = Story.mailable(program);
      other.event('identify', {}, { traits: { country: 'DE' } });
      expect(emailsIn(go(other).effects)).toEqual(['next']);
    }
  });

  test('does not take the event that brought the lead to it', () => {
    const program = programOf({
      triggers: { g: { title: 'G', when: 'page_visit', actions: [{ do: 'enrol', track: 't' }] } },
      tracks: { t: trackOf(steps('page_visit')) },
    });
    const story = Story.mailable(program);
    expect(emailsIn(story.event('page_visit').effects)).toEqual([]);
    expect(emailsIn(story.event('page_visit').effects)).toEqual(['came']);
  });

  test('takes one event once, so two in a row want two', () => {
    const two = [
      { id: 'w1', kind: 'wait-for', when: 'page_visit', within: '3 days' },
      { id: 'w2', kind: 'wait-for', when: 'page_visit', within: '3 days' },
      email('e'),
    ];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(two, german) } }));
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(emailsIn(story.event('page_visit').effects)).toEqual([]);
    expect(story.lead.enrolments.t?.step).toBe('w2');
    expect(emailsIn(story.event('page_visit').effects)).toEqual(['e']);
  });

  test('sees the lead as the event leaves it', () => {
    const rules = { r: { title: 'R', when: 'page_visit', points: 30 } };
    const story = waiting('page_visit AND lead_score >= 50', { scoring: { rules } });
    expect(emailsIn(story.event('page_visit').effects)).toEqual([]);
    expect(emailsIn(story.event('page_visit').effects)).toEqual(['came']);
  });

  test('a late event counts when it arrives; what occurred after the time ran out does not, though nobody looked', () => {
    const late = waiting('page_visit');
    expect(emailsIn(late.event('page_visit', {}, { at: T0 + HOUR, occurredAt: T0 - HOUR }).effects)).toEqual([
      'came',
    ]);
    const slept = waiting('page_visit');
    expect(emailsIn(slept.event('page_visit', {}, { at: T0 + 4 * DAY }).effects)).toEqual(['missed']);
    const buffered = waiting('page_visit');
    const inTime = { at: T0 + 4 * DAY, occurredAt: T0 + 3 * DAY };
    expect(emailsIn(buffered.event('page_visit', {}, inTime).effects)).toEqual(['came']);
  });

  test('history is not what it waits for', () => {
    const story = waiting('page_visit');
    story.event('page_visit', {}, { historic: true });
    expect(story.lead.enrolments.t?.step).toBe('w');
    expect(emailsIn(story.timer(T0 + HOUR).effects)).toEqual([]);
  });
});

describe('a wait-for of a state', () => {
  test('goes on at once when it holds already', () => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps('industry IS UNKNOWN'), german) } }));
    expect(emailsIn(story.event('identify', {}, { traits: { country: 'DE' } }).effects)).toEqual(['came']);
  });

  test('goes on when something makes it true', () => {
    const story = waiting('first_name = "Ada"');
    expect(emailsIn(story.event('identify', {}, { traits: { first_name: 'Ada' } }).effects)).toEqual([
      'came',
    ]);
  });

  test('goes on when time alone makes it true, at that instant', () => {
    const story = waiting('renewal_date BEFORE now + 30 days');
    story.event('identify', {}, { traits: { renewal_date: '2026-02-06T00:00:00.000Z' } });
    const reached = T0 + 36 * HOUR + 1;
    expect(story.lead.timers).toEqual([
      { id: 'window', at: reached },
      { id: 'step:t', at: T0 + 3 * DAY },
    ]);
    expect(emailsIn(story.timer(reached).effects)).toEqual(['came']);
    expect(story.lead.timers).toEqual([]);
  });

  test('needs no window once it is passed or the lead has left', () => {
    const story = waiting('page_visits = 0 IN last_30_days AND renewal_date BEFORE now + 30 days');
    story.event('identify', {}, { traits: { renewal_date: '2026-02-06T00:00:00.000Z' } });
    story.command({ do: 'leave', track: 't' });
    expect(story.lead.timers).toEqual([]);
  });
});

test('what comes true with history is seen at once after it, so that the lead does not wait for nothing', () => {
  const story = waiting('first_name = "Ada"');
  story.event('identify', {}, { traits: { first_name: 'Ada' }, historic: true, at: T0 + HOUR });
  expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + HOUR }]);
  expect(emailsIn(story.timer(T0 + HOUR).effects)).toEqual(['came']);
});

test('a goal is looked at while the lead waits', () => {
  const program = programOf({
    tracks: { t: trackOf(steps('page_visit'), { ...german, goal: 'lead_score >= 1' }) },
  });
  const story = Story.mailable(program);
  story.event('identify', {}, { traits: { country: 'DE' } });
  story.activate(
    programOf(
      { ...program.program, scoring: { rules: { r: { title: 'R', when: 'form_submit', points: 1 } } } },
      2,
    ),
  );
  expect(story.event('form_submit').trace).toContainEqual({ did: 'end', track: 't', reason: 'goal' });
});

test('a halted track goes on waiting and passes, its email being held', () => {
  const story = waiting('page_visit');
  const { effects } = story.event('page_visit', {}, { facts: { halted: ['t'] } });
  expect(effects).toEqual([]);
  expect(story.lead.enrolments.t).toMatchObject({ step: 'came', held: { reason: 'halted' } });
});

test('a changed wait-for is taken as the new version has it, from when it was reached', () => {
  const story = waiting('page_visit');
  const next = programOf({ tracks: { t: trackOf(steps('form_submit', { within: '1 day' }), german) } }, 2);
  story.activate(next, {}, { at: T0 + HOUR });
  expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + DAY }]);
  expect(emailsIn(story.event('page_visit').effects)).toEqual([]);
  expect(emailsIn(story.event('form_submit').effects)).toEqual(['came']);
});
