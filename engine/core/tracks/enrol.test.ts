import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const wait = (length: string, id = 'w') => ({ id, kind: 'wait', for: length });
const german = { entry: { when: 'country = "DE"' } };
const set = (story: Story, country: string, at = story.lead.at) =>
  story.event('identify', {}, { traits: { country }, at });

describe('entering', () => {
  test('a lead enters when the entry condition comes true, not while it stays true', () => {
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf([email('e1')], { ...german, reentry: 'always' }) } }),
    );
    const sent = ['FR', 'DE', 'DE', 'FR', 'DE'].map((country) => emailsIn(set(story, country).effects));
    expect(sent).toEqual([[], ['e1'], [], [], ['e1']]);
    expect(story.lead.enrolments.t).toMatchObject({ n: 2, by: 'entry' });
  });

  test('a lead who arrives by a later event enters what an import only noted, within the rule of re-entry', () => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf([email('e1')], german) } }));
    story.event('identify', {}, { traits: { country: 'DE' }, historic: true });
    expect(emailsIn(set(story, 'DE').effects)).toEqual([]);
    expect(emailsIn(story.event('identify', {}, { arriving: true }).effects)).toEqual(['e1']);
    expect(emailsIn(story.event('identify', {}, { arriving: true }).effects)).toEqual([]);
  });

  test('a track that takes nobody again does not, however often the condition comes true', () => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf([email('e1')], german) } }));
    const sent = ['DE', 'FR', 'DE'].flatMap((country) => emailsIn(set(story, country).effects));
    expect(sent).toEqual(['e1']);
    expect(story.command({ do: 'leave', track: 't' }).trace).toEqual([]);
  });

  test('a track that takes leads again after a time counts it from the end of the last enrolment', () => {
    const steps = [wait('1 day'), email('e1')];
    const again = programOf({ tracks: { t: trackOf(steps, { ...german, reentry: { after: '10 days' } }) } });
    const story = Story.mailable(again);
    set(story, 'DE');
    story.runUntil(T0 + DAY);
    set(story, 'FR');
    expect(set(story, 'DE', T0 + 11 * DAY - 1).trace).toContainEqual({
      did: 'skip_enrol',
      track: 't',
      reason: 'too_soon',
    });
    set(story, 'FR');
    set(story, 'DE', T0 + 11 * DAY);
    expect(story.lead.enrolments.t).toMatchObject({ n: 2, status: 'active', startedAt: T0 + 11 * DAY });
  });

  test('rules respect re-entry and say so', () => {
    const story = Story.mailable(
      programOf({
        triggers: { g: { title: 'G', when: 'demo_request', actions: [{ do: 'enrol', track: 't' }] } },
        tracks: { t: trackOf([wait('1 day')]) },
      }),
    );
    const told = (after: number) => story.event('demo_request', {}, { at: T0 + after }).trace.slice(1);
    expect(told(0)[0]).toEqual({ did: 'enrol', track: 't', n: 1, by: 'trigger:g' });
    expect(told(HOUR)).toEqual([{ did: 'skip_enrol', track: 't', reason: 'already_on' }]);
    story.runUntil(T0 + DAY);
    expect(told(2 * DAY)).toEqual([{ did: 'skip_enrol', track: 't', reason: 'no_reentry' }]);
  });

  test('a lead that has reached the goal already, or that an exit would end, does not enter', () => {
    const story = Story.mailable(
      programOf({
        tracks: {
          a: trackOf([email('e1')], { ...german, goal: 'lead_score = 0' }),
          b: trackOf([email('e1')], { ...german, exits: { gone: { when: 'lead_score = 0' } } }),
        },
      }),
    );
    expect(set(story, 'DE').trace).toEqual([
      { did: 'skip_enrol', track: 'a', reason: 'goal' },
      { did: 'skip_enrol', track: 'b', reason: 'exit:gone' },
    ]);
  });

  test('an import that is not history enters tracks', () => {
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf([email('e1')], { entry: { when: 'IN LIST expo' } }) } }),
    );
    expect(emailsIn(story.event('import', {}, { lists: ['expo'] }).effects)).toEqual(['e1']);
  });

  test('time alone brings a lead in: an absence that has grown long enough', () => {
    const story = Story.mailable(
      programOf({
        tracks: {
          wake: trackOf([email('e1')], {
            entry: { when: 'page_visits = 0 IN last_7_days' },
            reentry: 'always',
          }),
        },
      }),
    );
    expect(emailsIn(story.event('page_visit').effects)).toEqual([]);
    expect(story.lead.entries).toEqual([]);
    expect(story.lead.timers).toEqual([{ id: 'window', at: T0 + 7 * DAY }]);
    expect(emailsIn(story.runUntil(T0 + 30 * DAY))).toEqual(['e1']);
  });
});

describe('ending', () => {
  const steps = [wait('1 week'), email('e1')];

  test('reaching the goal ends the enrolment at whatever input, before its next step', () => {
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(steps, { ...german, goal: 'meetings_scheduled >= 1' }) } }),
    );
    set(story, 'DE');
    expect(story.event('meeting_scheduled', {}, { at: T0 + 8 * DAY }).effects).toEqual([]);
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'goal', endedAt: T0 + 8 * DAY });
    expect(story.lead.timers).toEqual([]);
  });

  test('a goal looks at the lead, not at the event that arrives', () => {
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(steps, { ...german, goal: 'page_visit' }) } }),
    );
    set(story, 'DE');
    story.event('page_visit');
    expect(story.lead.enrolments.t?.status).toBe('active');
  });

  test('the goal goes before exits, and exits go by their ids', () => {
    const exits = { b: { when: 'form_submits >= 1' }, a: { when: 'form_submits >= 1' } };
    const ended = (goal: string) => {
      const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, { ...german, goal, exits }) } }));
      set(story, 'DE');
      story.event('form_submit');
      return story.lead.enrolments.t?.reason;
    };
    expect(ended('form_submits >= 1')).toBe('goal');
    expect(ended('form_submits >= 2')).toBe('exit:a');
  });

  test('time alone ends an enrolment: an exit that comes true by an absence', () => {
    const exits = { idle: { when: 'page_visits = 0 IN last_3_days' } };
    const story = Story.mailable(programOf({ tracks: { t: trackOf(steps, { ...german, exits }) } }));
    story.event('page_visit');
    set(story, 'DE');
    expect(story.runUntil(T0 + 30 * DAY)).toEqual([]);
    expect(story.lead.enrolments.t).toMatchObject({ reason: 'exit:idle', endedAt: T0 + 3 * DAY });
  });

  test('what a step changes may reach a goal, of its own track and of another, before the next email', () => {
    const score = { id: 's', kind: 'action', action: { do: 'score', points: 50 } };
    const goal = 'lead_score >= 50';
    const story = Story.mailable(
      programOf({
        tracks: {
          a: trackOf([score, email('a1')], { ...german, goal }),
          b: trackOf([email('b1'), wait('1 minute'), email('b2')], { ...german, goal }),
        },
      }),
    );
    expect(emailsIn(set(story, 'DE').effects)).toEqual([]);
    expect(story.lead.enrolments).toMatchObject({ a: { reason: 'goal' }, b: { reason: 'goal' } });
  });
});
