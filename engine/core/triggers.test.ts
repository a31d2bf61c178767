import { describe, expect, test } from 'vitest';
import { DAY, email, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const notify = { do: 'notify', audience: 'sales', text: 'Call' };
const pricing = 'page_visit AND page_url CONTAINS "pricing"';

function triggered(trigger: Record<string, unknown>, more: Record<string, unknown> = {}): Story {
  return new Story(
    programOf({ triggers: { p: { title: 'P', when: pricing, actions: [notify], ...trigger } }, ...more }),
  );
}
const visit = (story: Story, at = story.lead.at) =>
  story.event('page_visit', { page_url: '/pricing' }, { at });

test('a trigger acts on the event it names and on no other', () => {
  const story = triggered({});
  expect(visit(story).effects).toEqual([{ kind: 'notify', audience: 'sales', text: 'Call' }]);
  expect(story.event('page_visit', { page_url: '/about' }).effects).toEqual([]);
  expect(story.event('form_submit').effects).toEqual([]);
});

test('a task is due within its time from now', () => {
  const story = triggered({ actions: [{ do: 'task', queue: 'sales', title: 'Call', within: '2 hours' }] });
  expect(visit(story).effects).toEqual([{ kind: 'task', queue: 'sales', title: 'Call', due: T0 + 2 * HOUR }]);
});

test('a trigger does not fire again within its cooldown, and does at its end', () => {
  const story = triggered({ cooldown: '7 days' });
  const fired = [0, 1, 7 * DAY - 1, 7 * DAY].map((after) => visit(story, T0 + after).effects.length);
  expect(fired).toEqual([1, 0, 0, 1]);
});

test('a delayed trigger acts when its time comes, whatever arrives meanwhile', () => {
  const story = triggered({ after: '2 hours' });
  expect(visit(story).effects).toEqual([]);
  expect(story.lead.timers).toEqual([{ id: 'trigger:p:1', at: T0 + 2 * HOUR }]);
  expect(story.event('form_submit', {}, { at: T0 + HOUR }).effects).toEqual([]);
  expect(story.timer(T0 + 2 * HOUR).effects).toHaveLength(1);
  expect(story.lead).toMatchObject({ timers: [], delayed: {} });
});

test('a delayed trigger that waits does not wait twice', () => {
  const story = triggered({ after: '2 hours' });
  for (const minutes of [0, 10, 20]) visit(story, T0 + minutes * 60_000);
  expect(story.lead.timers).toEqual([{ id: 'trigger:p:1', at: T0 + 2 * HOUR }]);
  expect(story.runUntil(T0 + DAY)).toHaveLength(1);
});

test('a due delayed trigger is taken by whatever input arrives first', () => {
  const story = triggered({ after: '2 hours' });
  visit(story);
  expect(story.event('form_submit', {}, { at: T0 + 3 * HOUR }).effects).toHaveLength(1);
  expect(story.timer(T0 + 3 * HOUR).effects).toEqual([]);
});

test('actions give points, raise stages, enrol and take off a track', () => {
  const story = triggered(
    {
      actions: [
        { do: 'score', points: 7 },
        { do: 'journey', stage: 'decision' },
        { do: 'lifecycle', stage: 'sql' },
        { do: 'leave', track: 'slow' },
        { do: 'enrol', track: 'fast' },
      ],
    },
    {
      tracks: {
        slow: trackOf([{ id: 'w', kind: 'wait', for: '1 week' }], { entry: { when: 'lead_score = 0' } }),
        fast: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }]),
      },
    },
  );
  story.event('identify');
  expect(story.lead.enrolments.slow?.status).toBe('active');
  const { ledger } = visit(story);
  expect(ledger).toEqual([{ rule: 'trigger:p', points: 7, model: 'engagement' }]);
  expect(story.lead).toMatchObject({
    score: 7,
    journey: 'decision',
    lifecycle: 'sql',
    enrolments: { slow: { status: 'ended', reason: 'left' }, fast: { status: 'active', by: 'trigger:p' } },
  });
});

test('a stage is raised, never lowered', () => {
  const story = triggered({
    actions: [
      { do: 'lifecycle', stage: 'customer' },
      { do: 'lifecycle', stage: 'mql' },
      { do: 'journey', stage: 'advocacy' },
      { do: 'journey', stage: 'awareness' },
    ],
  });
  const { trace } = visit(story);
  expect(story.lead).toMatchObject({ lifecycle: 'customer', journey: 'advocacy' });
  expect(trace.filter(({ did }) => did === 'lifecycle' || did === 'journey')).toHaveLength(2);
});

test('all triggers see the lead from before any of their actions', () => {
  const story = new Story(
    programOf({
      triggers: {
        a: { title: 'A', when: 'page_visit', actions: [{ do: 'score', points: 50 }] },
        b: { title: 'B', when: 'page_visit AND lead_score >= 50', actions: [notify] },
      },
    }),
  );
  expect(story.event('page_visit').effects).toEqual([]);
  expect(story.event('page_visit').effects).toHaveLength(1);
});

describe('a trigger that speaks of the lead alone', () => {
  const hot = { when: 'lead_score >= 50' };
  const points = { scoring: { rules: { v: { title: 'V', when: 'form_submit', points: 30 } } } };

  test('fires when its condition comes to hold, and again only after it ceased to', () => {
    const story = triggered(hot, {
      scoring: {
        rules: {
          v: { title: 'V', when: 'form_submit', points: 30 },
          b: { title: 'B', when: 'email_bounce', points: -60 },
        },
      },
    });
    const names = ['form_submit', 'form_submit', 'form_submit', 'email_bounce', 'form_submit'];
    expect(names.map((name) => story.event(name).effects.length)).toEqual([0, 1, 0, 0, 1]);
  });

  test('fires by time alone', () => {
    const story = triggered({ when: 'page_visits >= 1 AND page_visits = 0 IN last_30_days' });
    story.event('page_visit');
    expect(story.runUntil(T0 + 29 * DAY)).toEqual([]);
    expect(story.runUntil(T0 + 30 * DAY)).toHaveLength(1);
    expect(story.runUntil(T0 + 90 * DAY)).toEqual([]);
    expect(story.event('page_visit', {}, { at: T0 + 90 * DAY }).effects).toEqual([]);
    expect(story.runUntil(T0 + 120 * DAY)).toHaveLength(1);
  });

  test('fires by a command, an account and its first input too', () => {
    const story = triggered({ when: 'country = "DE"' });
    expect(story.command({ do: 'set_fields', fields: { country: 'DE' } }).effects).toHaveLength(1);
    const account = triggered({ when: 'industry = "fintech"' });
    account.event('identify');
    expect(account.account({ industry: 'fintech' }).effects).toHaveLength(1);
  });

  test('notes what history brings, and fires for it at no later input', () => {
    const story = triggered(hot, points);
    for (const historic of [true, true]) story.event('form_submit', {}, { historic });
    expect(story.lead.holding).toEqual(['p']);
    expect(story.event('identify').effects).toEqual([]);
  });

  test('that comes in with a version fires for the leads it holds for, as the entry of a track takes them in', () => {
    const story = new Story(programOf(points));
    for (const _ of [1, 2]) story.event('form_submit');
    story.activate(programOf({ ...points, triggers: { p: { title: 'P', ...hot, actions: [notify] } } }, 2));
    expect(story.last?.effects).toHaveLength(1);
    story.activate(programOf(points, 3));
    expect(story.lead.holding).toBeUndefined();
  });

  test('that two set each other off rests after each fired once', () => {
    const story = new Story(
      programOf({
        ...points,
        triggers: {
          up: { title: 'U', when: 'lead_score < 50', actions: [{ do: 'score', points: 60 }, notify] },
          down: { title: 'D', when: 'lead_score >= 50', actions: [{ do: 'score', points: -60 }, notify] },
        },
      }),
    );
    expect(story.event('identify').effects).toHaveLength(2);
  });

  test('misses what comes to hold within its cooldown', () => {
    const story = triggered({ when: 'country = "DE"', cooldown: '7 days' });
    const moves = (country: string, day: number) =>
      story.event('identify', {}, { traits: { country }, at: T0 + day * DAY }).effects.length;
    expect([moves('DE', 0), moves('FR', 1), moves('DE', 2), moves('FR', 8), moves('DE', 9)]).toEqual([
      1, 0, 0, 0, 1,
    ]);
  });
});

test.each([
  ['ever', [1, 0, 0, 0]],
  ['day', [1, 0, 1, 1]],
  ['week', [1, 0, 0, 1]],
  ['month', [1, 0, 0, 0]],
] as const)('once %s', (once, expected) => {
  const story = triggered({ once });
  expect([0, HOUR, DAY, 7 * DAY].map((after) => visit(story, T0 + after).effects.length)).toEqual(expected);
});

describe('at the next send', () => {
  const track = trackOf([email('e1'), { id: 'w', kind: 'wait', for: '3 days' }, email('e2')], {
    entry: { when: 'country = "DE"' },
  });
  const world = { tracks: { t: track } };

  function mailed(trigger: Record<string, unknown>, more: Record<string, unknown> = world): Story {
    const program = programOf({
      triggers: { p: { title: 'P', when: pricing, at: 'next-send', actions: [notify], ...trigger } },
      ...more,
    });
    return Story.mailable(program);
  }

  test('the actions run right before the next marketing email, once', () => {
    const story = mailed({});
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(visit(story).effects).toEqual([]);
    visit(story);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 3 * DAY }]);
    expect(story.runUntil(T0 + 3 * DAY).map(({ kind }) => kind)).toEqual(['notify', 'email']);
    expect(story.lead.delayed).toEqual({});
  });

  test('actions that end the track keep the email from going out', () => {
    const story = mailed({ actions: [{ do: 'leave', track: 't' }] });
    story.event('identify', {}, { traits: { country: 'DE' } });
    visit(story);
    expect(story.runUntil(T0 + 9 * DAY)).toEqual([]);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'left' });
  });

  test('an email that is held keeps the actions waiting with it', () => {
    const story = mailed({}, { ...world, policies: { cap: { count: 1, days: 9 } } });
    story.event('identify', {}, { traits: { country: 'DE' } });
    visit(story);
    expect(story.runUntil(T0 + 8 * DAY)).toEqual([]);
    expect(story.runUntil(T0 + 9 * DAY).map(({ kind }) => kind)).toEqual(['notify', 'email']);
  });
});
