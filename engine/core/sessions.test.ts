import { expect, test } from 'vitest';
import { startsSession } from './sessions.ts';
import { programOf, Story, T0 } from './testing/story.ts';

const minute = 60_000;
const asking = programOf({
  segments: { back: { title: 'Back', when: 'session_starts >= 3 IN last_14_days' } },
});

function starts(story: Story, properties: Record<string, string>, minutes: number): boolean {
  const occurredAt = T0 + minutes * minute;
  const started = startsSession(story.lead, { name: 'page_visit', occurredAt, properties });
  story.event('page_visit', properties, { at: occurredAt });
  if (started) story.event('session_start', properties, { at: occurredAt });
  return started;
}

test('a visit without a session of its own begins one after half an hour of silence', () => {
  const story = new Story(asking);
  expect([0, 20, 49, 79, 80].map((minutes) => starts(story, {}, minutes))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

test('a session is known by its id, also when two devices take turns', () => {
  const story = new Story(asking);
  const visits: [string, number][] = [
    ['a', 0],
    ['b', 1],
    ['a', 90],
    ['b', 91],
    ['c', 92],
  ];
  expect(visits.map(([session_id, minutes]) => starts(story, { session_id }, minutes))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(story.lead.segments).toEqual(['back']);
});

test('only visits keep a session alive or make one known', () => {
  const story = new Story(asking);
  starts(story, {}, 0);
  story.event('form_submit', { session_id: 'a' }, { at: T0 + 20 * minute });
  expect(starts(story, { session_id: 'a' }, 25)).toBe(true);
  story.event('email_open', {}, { at: T0 + 50 * minute });
  expect(starts(story, {}, 55)).toBe(true);
});

test('the last eight are remembered, and only by programs that ask', () => {
  const story = new Story(asking);
  for (let n = 0; n < 20; n++) starts(story, { session_id: `s${n}` }, n);
  expect(story.lead.sessions?.ids).toHaveLength(8);
  story.activate(programOf({}, 2));
  expect(story.lead.sessions).toBeUndefined();
  story.event('page_visit', { session_id: 'x' });
  expect(story.lead.sessions).toBeUndefined();
});
