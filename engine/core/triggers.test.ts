import { expect, test } from 'vitest';
import { DAY, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

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
  expect(ledger).toEqual([{ rule: 'trigger:p', points: 7 }]);
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
