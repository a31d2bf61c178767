import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, programOf, Story, T0, trackOf } from '../testing/story.ts';

const wait = (length: string, id = 'w') => ({ id, kind: 'wait', for: length });
const german = { entry: { when: 'country = "DE"' } };
const set = (story: Story, country: string, at = story.lead.at) =>
  story.event('identify', {}, { traits: { country }, at });

describe('steps', () => {
  test('they run in order; a wait counts from its beginning, or from that of the enrolment', () => {
    const steps = [
      email('e1'),
      wait('2 days'),
      email('e2'),
      { id: 'u', kind: 'wait', untilDay: 8 },
      email('e3'),
    ];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    expect(emailsIn(set(story, 'DE').effects)).toEqual(['e1']);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 2 * DAY }]);
    expect(emailsIn(story.timer(T0 + 3 * DAY).effects)).toEqual(['e2']);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 7 * DAY }]);
    expect(emailsIn(story.timer(T0 + 7 * DAY - 1).effects)).toEqual([]);
    expect(emailsIn(story.timer(T0 + 7 * DAY).effects)).toEqual(['e3']);
    expect(story.lead.enrolments.t).toMatchObject({
      status: 'ended',
      reason: 'finished',
      endedAt: T0 + 7 * DAY,
    });
  });

  test('a wait until a day that has passed does not wait', () => {
    const steps = [wait('10 days'), { id: 'u', kind: 'wait', untilDay: 8 }, email('e1')];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    set(story, 'DE');
    expect(emailsIn(story.timer(T0 + 10 * DAY).effects)).toEqual(['e1']);
  });

  test('an email carries all that is needed to send it once', () => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf([email('e1')], german) } }));
    expect(set(story, 'DE').effects).toEqual([
      {
        kind: 'email',
        track: 't',
        step: 'e1',
        enrolment: 1,
        content: { item: 'item-e1', version: 1, hash: 'a'.repeat(64) },
        purpose: 'marketing',
        notBefore: T0,
      },
    ]);
  });

  test.each([
    [80, 'hot', 'finished'],
    [30, 'warm', 'finished'],
    [0, 'cold', 'nothing to say'],
  ])('with %i points the branch leads to %s', (points, email1, reason) => {
    const steps = [
      {
        id: 'b',
        kind: 'branch',
        cases: [
          { when: 'lead_score >= 75', goto: 'hot' },
          { when: 'lead_score >= 25', goto: 'warm' },
        ],
        otherwise: 'cold',
      },
      email('warm'),
      { id: 'stop', kind: 'exit' },
      email('cold'),
      { id: 'quit', kind: 'exit', reason: 'nothing to say' },
      email('hot'),
    ];
    const story = Story.mailable(
      programOf({
        scoring: { rules: { r: { title: 'R', when: 'form_submit', points: points || 1 } }, thresholds: {} },
        tracks: { t: trackOf(steps) },
      }),
    );
    if (points > 0) story.event('form_submit');
    expect(emailsIn(story.command({ do: 'enrol', track: 't' }).effects)).toEqual([email1]);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason });
  });

  test('a branch without a fallback goes on with the next step', () => {
    const steps = [
      { id: 'b', kind: 'branch', cases: [{ when: 'lead_score >= 1', goto: 'e2' }] },
      email('e1'),
      { id: 'x', kind: 'exit' },
      email('e2'),
    ];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    expect(emailsIn(set(story, 'DE').effects)).toEqual(['e1']);
  });

  test('an action of a step names its track', () => {
    const steps = [
      { id: 'n', kind: 'action', action: { do: 'notify', audience: 'sales', text: 'Hi' } },
      { id: 's', kind: 'action', action: { do: 'score', points: 3 } },
      { id: 'g', kind: 'action', action: { do: 'enrol', track: 'next' } },
    ];
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(steps, german), next: trackOf([wait('1 day')]) } }),
    );
    const { effects, ledger } = set(story, 'DE');
    expect(effects).toEqual([{ kind: 'notify', audience: 'sales', text: 'Hi', track: 't' }]);
    expect(ledger).toEqual([{ rule: 'step:t/s', points: 3, model: 'engagement' }]);
    expect(story.lead.enrolments.next).toMatchObject({ status: 'active', by: 'track:t' });
  });

  test('a step that takes the lead off its own track ends it as left', () => {
    const steps = [{ id: 'l', kind: 'action', action: { do: 'leave', track: 't' } }, email('e1')];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    expect(set(story, 'DE').effects).toEqual([]);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'left', step: 'l' });
  });
});

describe('rules that set each other off', () => {
  test('a circle without a wait ends the enrolment instead of going round', () => {
    const steps = [
      email('e1'),
      { id: 'back', kind: 'branch', cases: [{ when: 'lead_score >= 0', goto: 'e1' }] },
      { id: 'x', kind: 'exit' },
    ];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    expect(emailsIn(set(story, 'DE').effects)).toEqual(['e1']);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'loop' });
  });

  test('a circle with a wait goes round once per wait', () => {
    const steps = [
      email('e1'),
      wait('1 day'),
      { id: 'back', kind: 'branch', cases: [{ when: 'lead_score >= 0', goto: 'e1' }] },
      { id: 'x', kind: 'exit' },
    ];
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    set(story, 'DE');
    expect(emailsIn(story.runUntil(T0 + 5 * DAY))).toEqual(['e1', 'e1', 'e1', 'e1', 'e1']);
  });

  test('two tracks that enrol in each other are entered once per input', () => {
    const go = (track: string) => ({ id: 'g', kind: 'action', action: { do: 'enrol', track } });
    const story = Story.mailable(
      programOf({
        tracks: {
          ping: trackOf([go('pong')], { reentry: 'always' }),
          pong: trackOf([go('ping')], { reentry: 'always' }),
        },
      }),
    );
    const { trace } = story.command({ do: 'enrol', track: 'ping' });
    expect(trace.filter(({ did }) => did === 'enrol')).toHaveLength(2);
    expect(trace).toContainEqual({ did: 'skip_enrol', track: 'ping', reason: 'same_input' });
    expect(story.lead.timers).toEqual([]);
  });

  test('a track that is left is not entered again by the same input', () => {
    const story = Story.mailable(
      programOf({
        triggers: {
          again: {
            title: 'Again',
            when: 'demo_request',
            actions: [
              { do: 'leave', track: 't' },
              { do: 'enrol', track: 't' },
            ],
          },
        },
        tracks: { t: trackOf([wait('1 day')], { ...german, reentry: 'always' }) },
      }),
    );
    set(story, 'DE');
    expect(story.event('demo_request').trace.slice(1)).toEqual([
      { did: 'end', track: 't', reason: 'left' },
      { did: 'skip_enrol', track: 't', reason: 'same_input' },
    ]);
  });

  test('after 64 rounds the decision ends, says so, and the rest goes on at the next input', () => {
    const steps = Array.from({ length: 99 }, (_, n) => ({
      id: `s${n}`,
      kind: 'action',
      action: { do: 'score', points: 1 },
    }));
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, german) } }));
    const first = set(story, 'DE');
    expect(first.trace.at(-1)).toEqual({ did: 'unsettled', rounds: 64 });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 }]);
    story.timer(T0);
    expect(story.lead).toMatchObject({ score: 99, timers: [], enrolments: { t: { reason: 'finished' } } });
  });
});
