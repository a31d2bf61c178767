import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const wait = (length: string, id = 'w') => ({ id, kind: 'wait', for: length });
const german = { entry: { when: 'country = "DE"' } };
const first = programOf({ tracks: { t: trackOf([email('e1'), wait('7 days'), email('e2')], german) } });

function begun(): Story {
  const story = Story.mailable(first);
  story.event('identify', {}, { traits: { country: 'DE' } });
  return story;
}

describe('enrolments', () => {
  test('they stay at their step, which is taken as the new version has it', () => {
    const story = begun();
    const next = programOf({ tracks: { t: trackOf([email('e1'), wait('2 days'), email('e3')], german) } }, 2);
    expect(story.activate(next, {}, { at: T0 + DAY }).effects).toEqual([]);
    expect(story.lead).toMatchObject({ program: 2, timers: [{ id: 'step:t', at: T0 + 2 * DAY }] });
    expect(emailsIn(story.timer(T0 + 2 * DAY).effects)).toEqual(['e3']);
  });

  test.each([
    ['track', {}],
    ['step', { t: trackOf([email('e1'), wait('7 days', 'other')]) }],
  ])('one whose %s is gone ends as removed', (_, tracks) => {
    const story = begun();
    const { trace } = story.activate(programOf({ tracks }, 2));
    expect(trace).toContainEqual({ did: 'end', track: 't', reason: 'removed' });
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'removed' });
    expect(story.lead.timers).toEqual([]);
  });

  test('a track that comes back does not take those it has had before', () => {
    const story = begun();
    story.activate(programOf({}, 2));
    expect(story.activate(programOf(first.program, 3)).effects).toEqual([]);
    expect(story.lead.enrolments.t).toMatchObject({ n: 1, status: 'ended' });
  });

  test('a held step that has become a wait waits', () => {
    const story = new Story(first);
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(story.lead.enrolments.t?.held?.reason).toBe('no_email');
    story.activate(programOf({ tracks: { t: trackOf([wait('2 days', 'e1'), email('e2')], german) } }, 2));
    expect(story.lead.enrolments.t).not.toHaveProperty('held');
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 2 * DAY }]);
  });

  test('an email that policies held is tried again under the new ones', () => {
    const tracks = { t: trackOf([email('e1')], german) };
    const story = Story.mailable(programOf({ tracks, policies: { quietHours: { from: 10, to: 14 } } }));
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(story.lead.enrolments.t?.held?.until).toBe(T0 + 2 * HOUR);
    expect(emailsIn(story.activate(programOf({ tracks }, 2)).effects)).toEqual(['e1']);
  });
});

test('a new track takes the leads that satisfy its entry already', () => {
  const story = Story.mailable(programOf({}), { country: 'DE' });
  expect(emailsIn(story.activate(programOf(first.program, 2)).effects)).toEqual(['e1']);
});

test('a track whose entry was met before is not entered by a version that leaves it as it was', () => {
  const reentry = { ...german, reentry: 'always' };
  const tracks = { t: trackOf([email('e1')], reentry) };
  const story = Story.mailable(programOf({ tracks }));
  story.event('identify', {}, { traits: { country: 'DE' } });
  expect(story.activate(programOf({ tracks }, 2)).effects).toEqual([]);
});

test('a track that begins to take leads again does not take those who satisfy its entry all along', () => {
  const story = Story.mailable(programOf({ tracks: { t: trackOf([email('e1')], german) } }));
  story.event('identify', {}, { traits: { country: 'DE' } });
  const again = programOf({ tracks: { t: trackOf([email('e1')], { ...german, reentry: 'always' }) } }, 2);
  expect(story.activate(again).effects).toEqual([]);
});

test('a threshold that is new or lower is marked without acting; a crossing after that acts', () => {
  const scoring = (at: number) => ({
    rules: { r: { title: 'R', when: 'page_visit', points: 30 } },
    thresholds: {
      low: { title: 'Low', at: 10, actions: [{ do: 'notify', audience: 'sales', text: 'low' }] },
      high: { title: 'High', at, actions: [{ do: 'notify', audience: 'sales', text: 'high' }] },
    },
  });
  const story = new Story(
    programOf({ scoring: { ...scoring(200), thresholds: { high: scoring(200).thresholds.high } } }),
  );
  story.event('page_visit');
  expect(story.activate(programOf({ scoring: scoring(50) }, 2)).effects).toEqual([]);
  expect(story.lead.thresholds).toEqual(['low']);
  expect(story.event('page_visit').effects).toMatchObject([{ text: 'high' }]);
});

test('counts come in with the activation, and those nobody asks for any more go', () => {
  const story = new Story(programOf({ segments: { v: { title: 'V', when: 'page_visits >= 1' } } }));
  story.event('page_visit');
  const [old] = Object.keys(story.lead.features);
  const next = programOf({ segments: { d: { title: 'D', when: 'content_downloads >= 2' } } }, 2);
  const [key = ''] = Object.keys(next.features);
  const { trace } = story.activate(next, { [key]: { total: 2, buckets: [] } });
  expect(old).toBeDefined();
  expect(story.lead).toMatchObject({ features: { [key]: { total: 2 } }, segments: ['d'] });
  expect(story.lead.features).not.toHaveProperty(String(old));
  expect(trace).toEqual([
    { did: 'part', segment: 'v' },
    { did: 'join', segment: 'd' },
  ]);
});

test('what was kept for rules that are gone goes with them', () => {
  const story = new Story(
    programOf({
      scoring: {
        rules: { r: { title: 'R', when: 'page_visit', points: 5, cap: { points: 5, per: 'day' } } },
        thresholds: { t: { title: 'T', at: 5, actions: [{ do: 'score', points: 1 }] } },
      },
      triggers: {
        d: { title: 'D', when: 'page_visit', after: '1 day', actions: [{ do: 'score', points: 50 }] },
      },
    }),
  );
  story.event('page_visit');
  story.activate(programOf({}, 2));
  expect(story.lead).toMatchObject({
    ruleCaps: {},
    triggers: {},
    delayed: {},
    thresholds: [],
    timers: [],
    score: 6,
  });
  expect(story.timer(T0 + 2 * DAY).ledger).toEqual([]);
});
