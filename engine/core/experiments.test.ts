import { describe, expect, test } from 'vitest';
import { HOLDOUT } from '../program/experiment-fields.ts';
import { drawArm } from './arms.ts';
import { consent, email, emailsIn, LEAD, programOf, Story, T0, trackOf } from './testing/story.ts';
import type { Decision } from './types.ts';
import { whyNotOn } from './why-not-on.ts';

/** An experiment of which the lead of these tests draws the arm `b`. */
const way = (parts: object = {}) => ({
  experiments: {
    way: {
      title: 'W',
      element: 'path',
      arms: { a: { title: 'A', weight: 1 }, b: { title: 'B', weight: 1000 } },
      control: 'a',
      metric: 'goal',
      ...parts,
    },
  },
});
const split = {
  id: 'how',
  kind: 'split',
  experiment: 'way',
  arms: [
    { id: 'a', weight: 1, goto: 'short' },
    { id: 'b', weight: 1000, goto: 'long' },
  ],
};
const ways = [split, email('short'), { id: 'x', kind: 'exit' }, email('long')];
const german = { entry: { when: 'country = "DE"' } };
const told = ({ trace }: Decision) => trace.map(({ did }) => did);

describe('an experiment with a population', () => {
  const scoring = {
    rules: {
      visit: { title: 'V', when: 'page_visit AND experiment_way = "b"', points: 60 },
      other: { title: 'O', when: 'page_visit AND experiment_way IS UNKNOWN', points: 1 },
    },
    thresholds: {
      early: {
        title: 'E',
        at: 60,
        when: 'experiment_way = "b"',
        actions: [{ do: 'lifecycle', stage: 'sql' }],
      },
    },
  };

  test('gives a lead its arm at the first input at which that holds, before the event gives points', () => {
    const story = Story.mailable(programOf({ ...way({ population: 'country = "DE"' }), scoring }));
    expect([story.event('page_visit').ledger.length, story.lead.variants]).toEqual([1, undefined]);
    const decision = story.event('page_visit', {}, { traits: { country: 'DE' } });
    expect(decision.trace[0]).toEqual({ did: 'assign', experiment: 'way', arm: 'b' });
    expect(story.lead).toMatchObject({ variants: { way: 'b' }, score: 61, lifecycle: 'sql' });
    story.event('identify', {}, { traits: { country: 'FR' } });
    expect(story.lead.variants).toEqual({ way: 'b' });
  });

  test('gives it by time alone', () => {
    const population = 'page_visits >= 1 AND page_visits = 0 IN last_2_days';
    const story = Story.mailable(programOf(way({ population })));
    story.event('page_visit');
    expect(story.lead.variants).toBeUndefined();
    story.runUntil(T0 + 3 * 86_400_000);
    expect(story.lead.variants).toEqual({ way: 'b' });
  });

  test('leads from one arm into the population of another experiment at once', () => {
    const { experiments } = way({ population: 'country = "DE"' });
    const later = { ...experiments.way, population: 'IN SEGMENT long' };
    const program = programOf({
      experiments: { a: later, way: experiments.way },
      segments: { long: { title: 'L', when: 'experiment_way = "b"' } },
    });
    const story = Story.mailable(program);
    const { trace } = story.event('identify', {}, { traits: { country: 'DE' } });
    expect(trace.map((entry) => ('experiment' in entry ? entry.experiment : entry.did))).toEqual([
      'way',
      'join',
      'a',
    ]);
  });

  test('lets a split lead others the way of the control, and counts them for nothing', () => {
    const story = Story.mailable(
      programOf({ ...way({ population: 'industry = "fintech"' }), tracks: { t: trackOf(ways, german) } }),
    );
    const { trace, effects } = story.event('identify', {}, { traits: { country: 'DE' } });
    expect(emailsIn(effects)).toEqual(['short']);
    expect(trace).toContainEqual({ did: 'step', track: 't', step: 'how', branch: 'short' });
    expect(trace.map(({ did }) => did)).not.toContain('split');
    expect(story.lead.variants).toBeUndefined();
  });

  test('that comes by a change hands nobody over who stands above its threshold already', () => {
    const story = Story.mailable(
      programOf({ scoring: { rules: { v: { title: 'V', when: 'page_visit', points: 70 } } } }),
      {
        country: 'DE',
      },
    );
    story.event('page_visit');
    const decision = story.activate(programOf({ ...way({ population: 'country = "DE"' }), scoring }, 2));
    expect(told(decision)).toContain('assign');
    expect(story.lead).toMatchObject({ thresholds: ['early'], lifecycle: 'subscriber' });
  });
});

describe('an experiment that is decided', () => {
  const tracks = { t: trackOf(ways, { ...german, reentry: 'always' }) };
  const segments = { s: { title: 'S', when: 'experiment_way = "a"' } };

  test('has every lead count as in that arm from its activation on, and keeps on record what each once had', () => {
    const story = Story.mailable(programOf({ ...way(), tracks, segments }));
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect([story.lead.variants, story.lead.segments]).toEqual([{ way: 'b' }, []]);
    story.activate(programOf({ ...way({ decided: 'a' }), tracks, segments }, 2));
    expect([story.lead.variants, story.lead.segments]).toEqual([{ way: 'b' }, ['s']]);
    story.event('identify', {}, { traits: { country: 'FR' } });
    const { effects, trace } = story.event('identify', {}, { traits: { country: 'DE' } });
    expect(emailsIn(effects)).toEqual(['short']);
    expect(trace).toContainEqual({ did: 'step', track: 't', step: 'how', branch: 'short' });
    story.activate(programOf({ ...way(), tracks, segments }, 3));
    expect([story.lead.variants, story.lead.segments]).toEqual([{ way: 'b' }, []]);
  });

  test('shares nobody out any more', () => {
    const story = Story.mailable(
      programOf({ ...way({ decided: 'b', population: 'country = "DE"' }), tracks }),
    );
    const decision = story.event('identify', {}, { traits: { country: 'DE' } });
    expect(emailsIn(decision.effects)).toEqual(['long']);
    expect([told(decision).includes('assign'), story.lead.variants]).toEqual([false, undefined]);
  });
});

describe('a hold-out', () => {
  const arms = [
    { id: 'held', weight: 50 },
    { id: 'nurtured', weight: 50 },
  ];
  const held = (except?: string) => ({
    holdout: { percent: 50, ...(except !== undefined && { except }) },
  });
  const steps = [email('hello'), { id: 'w', kind: 'wait', for: '3 days' }];
  const tracks = { t: trackOf(steps, german), u: trackOf(steps) };
  const triggers = {
    call: {
      title: 'C',
      when: 'demo_request',
      actions: [
        { do: 'enrol', track: 'u' },
        { do: 'task', queue: 'sales', title: 'Call', within: '1 day' },
      ],
    },
  };
  const heldStory = (except?: string) => {
    const story = new Story(programOf({ tracks, triggers, policies: held(except) }));
    story.lead = { ...story.lead, id: leadThatIs('held') };
    story.event('consent_granted', consent(), { traits: { email: 'ada@lead.example' } });
    return story;
  };
  function leadThatIs(arm: string): string {
    const ids = Array.from({ length: 50 }, (_, n) => LEAD.slice(0, -2) + String(n).padStart(2, '0'));
    return ids.find((id) => drawArm(HOLDOUT, arms, id).id === arm) ?? '';
  }

  test('keeps a held lead off every track, by whatever it would come there', () => {
    const story = heldStory();
    expect(story.lead.variants).toEqual({ holdout: 'held' });
    const refused = (track: string) => ({ did: 'skip_enrol', track, reason: 'holdout' });
    expect(story.event('identify', {}, { traits: { country: 'DE' } }).trace).toContainEqual(refused('t'));
    const { trace, effects } = story.event('demo_request');
    expect(trace).toContainEqual(refused('u'));
    expect(effects.map(({ kind }) => kind)).toEqual(['task']);
    expect(story.command({ do: 'enrol', track: 't' }).trace).toEqual([refused('t')]);
    expect(story.lead.enrolments).toEqual({});
    expect(whyNotOn(story.program, story.lead, story.lead.at)).toEqual([
      { track: 't', why: 'held_out' },
      { track: 'u', why: 'held_out' },
    ]);
  });

  test('is no matter for a lead that falls to the nurtured, or was on a track before', () => {
    const program = programOf({ tracks, policies: held() });
    const story = new Story(program);
    story.lead = { ...story.lead, id: leadThatIs('nurtured') };
    story.event('consent_granted', consent(), { traits: { email: 'ada@lead.example', country: 'DE' } });
    expect(story.lead).toMatchObject({
      variants: { holdout: 'nurtured' },
      enrolments: { t: { status: 'active' } },
    });

    const before = new Story(programOf({ tracks }));
    before.lead = { ...before.lead, id: leadThatIs('held') };
    before.event('consent_granted', consent(), { traits: { email: 'ada@lead.example', country: 'DE' } });
    before.activate(programOf({ tracks, policies: held() }, 2));
    expect(before.lead.variants).toBeUndefined();
    expect(told(before.command({ do: 'enrol', track: 'u' }))).toContain('enrol');
  });

  test('shares out who was never nurtured when it comes in', () => {
    const story = new Story(programOf({ tracks }));
    story.lead = { ...story.lead, id: leadThatIs('held') };
    story.event('identify', {}, { traits: { email: 'ada@lead.example' } });
    expect(told(story.activate(programOf({ tracks, policies: held() }, 2)))).toEqual(['assign']);
    expect(story.lead.variants).toEqual({ holdout: 'held' });
  });

  test('neither shares out nor keeps off who is excepted', () => {
    const story = heldStory('lifecycle_stage = "customer"');
    expect(story.lead.variants).toEqual({ holdout: 'held' });
    story.lead = { ...story.lead, lifecycle: 'customer' };
    expect(told(story.event('identify', {}, { traits: { country: 'DE' } }))).toContain('enrol');
    expect(story.lead.variants).toEqual({ holdout: 'held' });
    expect(heldStory('country IS UNKNOWN').lead.variants).toBeUndefined();
  });

  test('leaves known who was held when it goes, and lets tracks take them by what comes true then', () => {
    const story = heldStory();
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(told(story.activate(programOf({ tracks }, 2)))).toEqual([]);
    expect(story.lead.variants).toEqual({ holdout: 'held' });
    story.event('identify', {}, { traits: { country: 'FR' } });
    expect(told(story.event('identify', {}, { traits: { country: 'DE' } }))).toContain('enrol');
    story.activate(programOf({ tracks, policies: { holdout: { percent: 1 } } }, 3));
    expect(story.lead.variants).toEqual({ holdout: 'held' });
  });
});
