import { expect, test } from 'vitest';
import { consent, DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const notify = { do: 'notify', audience: 'sales', text: 'Call' };
const program = programOf({
  segments: { reader: { title: 'Reader', when: 'content_downloads >= 1' } },
  scoring: {
    rules: { read: { title: 'Read', when: 'content_download', points: 60 } },
    thresholds: { warm: { title: 'Warm', at: 50, actions: [notify] } },
  },
  triggers: {
    now: { title: 'Now', when: 'content_download', actions: [notify] },
    later: { title: 'Later', when: 'content_download', after: '1 hour', actions: [notify] },
  },
  tracks: {
    readers: trackOf([email('e1')], { entry: { when: 'IN SEGMENT reader' }, reentry: 'always' }),
    slow: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }, email('s1')], { goal: 'deals_closed >= 1' }),
  },
});
const past = { occurredAt: T0 - 30 * DAY, historic: true } as const;

test('history counts: fields, lists, counts, points, segments and thresholds follow it', () => {
  const story = new Story(program);
  const { ledger } = story.event(
    'content_download',
    {},
    { ...past, traits: { country: 'DE' }, lists: ['expo'] },
  );
  expect(ledger).toEqual([{ rule: 'read', points: 60, model: 'engagement' }]);
  expect(story.lead).toMatchObject({
    fields: { country: 'DE' },
    lists: ['expo'],
    score: 60,
    segments: ['reader'],
    thresholds: ['warm'],
    entries: ['readers'],
  });
});

test('history has no effects, fires nothing and enters nothing', () => {
  const story = Story.mailable(program);
  expect(story.event('content_download', {}, past).effects).toEqual([]);
  expect(story.lead).toMatchObject({ triggers: {}, delayed: {}, enrolments: {}, timers: [] });
});

test('nor does anything that came true by history happen at a later input', () => {
  const story = Story.mailable(program);
  story.event('content_download', {}, past);
  expect(story.event('page_visit', {}, { at: T0 + HOUR }).effects).toEqual([]);
  expect(story.runUntil(T0 + 60 * DAY)).toEqual([]);
  expect(story.lead.enrolments).toEqual({});
});

test('a lead that joined by history enters when the condition comes true anew', () => {
  const recent = programOf({
    tracks: {
      back: trackOf([email('e1')], { entry: { when: 'page_visits >= 1 IN last_7_days' }, reentry: 'always' }),
    },
  });
  const story = Story.mailable(recent);
  story.event('page_visit', {}, { occurredAt: T0 - 2 * DAY, historic: true });
  expect(story.event('page_visit').effects).toEqual([]);
  story.runUntil(T0 + 8 * DAY);
  expect(story.lead.entries).toEqual([]);
  expect(emailsIn(story.event('page_visit', {}, { at: T0 + 9 * DAY }).effects)).toEqual(['e1']);
});

test('history takes no step that is due; the next input does', () => {
  const story = Story.mailable(program);
  story.command({ do: 'enrol', track: 'slow' });
  expect(story.event('content_download', {}, { ...past, at: T0 + 2 * DAY }).effects).toEqual([]);
  expect(story.lead.timers).toEqual([{ id: 'step:slow', at: T0 + 2 * DAY }]);
  expect(emailsIn(story.timer(T0 + 2 * DAY).effects)).toEqual(['s1']);
});

test('history does not act on a delayed trigger that is due; the next input does', () => {
  const story = Story.mailable(program);
  story.event('content_download');
  expect(story.event('page_visit', {}, { ...past, at: T0 + DAY }).effects).toEqual([]);
  expect(story.lead.timers).toEqual([{ id: 'trigger:later:2', at: T0 + DAY }]);
  expect(story.timer(T0 + DAY).effects).toHaveLength(1);
});

test('history may end an enrolment: who bought long ago is not nurtured on', () => {
  const story = Story.mailable(program);
  story.command({ do: 'enrol', track: 'slow' });
  story.event('deal_closed', { won: true }, past);
  expect(story.lead.enrolments.slow).toMatchObject({ status: 'ended', reason: 'goal' });
});

test('consent and its end count from history, and send nothing by themselves', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { email: 'ada@lead.example' } });
  story.event('content_download');
  expect(story.lead.enrolments.readers?.held).toEqual({ reason: 'no_consent' });
  expect(story.event('consent_granted', consent(), past).effects).toEqual([]);
  story.event('unsubscribe', {}, past);
  expect(story.lead.suppressed).toEqual({ reason: 'unsubscribe', at: T0 - 30 * DAY });
});
