import { expect, test } from 'vitest';
import { DAY, email, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';
import { whyNotOn } from './why-not-on.ts';

const ofGermany = { when: 'country = "DE" AND lead_score >= 0' };
const program = programOf({
  tracks: {
    again: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }], {
      entry: ofGermany,
      reentry: { after: '9 days' },
    }),
    news: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }], { entry: ofGermany, goal: 'language = "de"' }),
    open: trackOf([email('o1')]),
  },
});
const answers = ({ program, lead }: Story) => whyNotOn(program, lead, lead.at);

test('an entry that does not hold is told by the parts that are false; tracks without an entry are not told', () => {
  const story = new Story(program);
  story.event('page_visit');
  expect(answers(story)).toEqual([
    { track: 'again', why: 'entry_does_not_hold', missing: ['country = "DE"'] },
    { track: 'news', why: 'entry_does_not_hold', missing: ['country = "DE"'] },
  ]);
});

test('an entry that came true with history has passed', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE' }, historic: true });
  expect(answers(story)).toEqual([
    { track: 'again', why: 'passed', afterEnrolment: false },
    { track: 'news', why: 'passed', afterEnrolment: false },
  ]);
});

test('a track that the lead is on is not told; one that it was on says when and why it ended', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE' } });
  expect(answers(story)).toEqual([]);
  story.timer(T0 + DAY);
  expect(answers(story)).toEqual([
    { track: 'again', why: 'passed', afterEnrolment: true },
    { track: 'news', why: 'been_on_it', endedAt: T0 + DAY, reason: 'finished' },
  ]);
});

test('a track that would be entered again too soon says from when on', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE' } });
  story.timer(T0 + DAY);
  story.event('identify', {}, { traits: { country: 'FR' } });
  const back = { ...story.lead, fields: { ...story.lead.fields, country: 'DE' } };
  expect(whyNotOn(program, back, T0 + DAY + HOUR)[0]).toEqual({
    track: 'again',
    why: 'too_soon',
    until: T0 + 10 * DAY,
  });
  expect(whyNotOn(program, back, T0 + 10 * DAY)[0]).toEqual({ track: 'again', why: 'next_look' });
});

test('a track whose goal is reached already is not entered, and says so', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE', language: 'de' } });
  expect(answers(story)).toEqual([{ track: 'news', why: 'would_end', ending: 'goal' }]);
});
