import { expect, test } from 'vitest';
import { programOf, Story, trackOf } from '../core/testing/story.ts';
import { activationOf } from './activation-of.ts';

const wait = (id: string) => ({ id, kind: 'wait', for: '1 day' });
const german = { entry: { when: 'country = "DE"' } };
const tracks = (...steps: string[]) => ({ tracks: { t: trackOf(steps.map(wait), german) } });

test('an activation names where a lead goes on just for active enrolments whose step is gone', () => {
  const before = programOf(tracks('a', 'b'));
  const story = Story.mailable(before);
  story.event('identify', {}, { traits: { country: 'DE' } });
  const moves = (...steps: string[]) =>
    activationOf(story.lead, before, programOf(tracks(...steps), 2)).moves;
  expect(moves('b', 'c')).toEqual({ t: 'b' });
  expect(moves('a', 'b')).toBeUndefined();
  expect(moves('c')).toBeUndefined();
  expect(activationOf(story.lead, before, programOf({}, 2)).moves).toBeUndefined();
  const waitFor = { id: 'f', kind: 'wait-for', when: 'demo_request', within: '1 day', otherwise: 'a' };
  const inCircles = programOf({ tracks: { t: trackOf([wait('a'), waitFor, wait('c')], german) } });
  expect(activationOf(story.lead, inCircles, programOf(tracks('c'), 2)).moves).toBeUndefined();
  story.command({ do: 'leave', track: 't' });
  expect(story.lead.enrolments.t?.status).toBe('ended');
  expect(moves('b', 'c')).toBeUndefined();
});
