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

  test('an email that is held stays held, which is not told again', () => {
    const tracks = { t: trackOf([email('e1')], german) };
    const policies = { quietHours: { from: 10, to: 14 } };
    const story = Story.mailable(programOf({ tracks, policies }));
    story.event('identify', {}, { traits: { country: 'DE' } });
    const { held } = story.lead.enrolments.t ?? {};
    expect(held?.until).toBe(T0 + 2 * HOUR);
    expect(story.activate(programOf({ tracks, policies }, 2)).trace).toEqual([]);
    expect(story.lead.enrolments.t?.held).toEqual(held);
  });

  test('the pace of a wait that has become an email goes', () => {
    const cadences = { slow: { title: 'Slow', percent: 200 } };
    const slow = { id: 's', kind: 'action', action: { do: 'cadence', cadence: 'slow' } };
    const story = Story.mailable(
      programOf({ cadences, tracks: { t: trackOf([slow, wait('4 days')], german) } }),
    );
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(story.lead.enrolments.t).toMatchObject({ step: 'w', pace: 200 });
    const quiet = { policies: { quietHours: { from: 10, to: 14 } } };
    story.activate(programOf({ ...quiet, cadences, tracks: { t: trackOf([slow, email('w')], german) } }, 2));
    expect(story.lead.enrolments.t).toMatchObject({ step: 'w', held: { until: T0 + 2 * HOUR } });
    expect(story.lead.enrolments.t).not.toHaveProperty('pace');
  });

  test('of tracks that have become a group the lead stays on that of the highest priority, of these the earliest', () => {
    const on = (id: string, priority: number, group?: string) => [
      id,
      trackOf([wait('7 days')], { priority, ...(group !== undefined && { group }) }),
    ];
    const all = (group?: string) => ({
      tracks: Object.fromEntries([on('a', 1, group), on('b', 5, group), on('c', 5, group)]),
    });
    const story = Story.mailable(programOf(all()));
    for (const [n, track] of ['a', 'c', 'b'].entries())
      story.command({ do: 'enrol', track }, { at: T0 + n * HOUR });
    const { trace } = story.activate(programOf(all('g'), 2));
    expect(trace.filter(({ did }) => did === 'end')).toEqual([
      { did: 'end', track: 'b', reason: 'replaced:c' },
      { did: 'end', track: 'a', reason: 'replaced:c' },
    ]);
    expect(story.lead.enrolments.c?.status).toBe('active');
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

test('the cap of a rule that has none any more and the arm of a split that has other arms are forgotten', () => {
  const rule = { title: 'R', when: 'page_visit', points: 5 };
  const capped = { ...rule, cap: { points: 5, per: 'day' } };
  const split = (...arms: string[]) => ({
    id: 's',
    kind: 'split',
    arms: arms.map((id) => ({ id, weight: 1, goto: 'w' })),
  });
  const parts = (r: object, ...arms: string[]) => ({
    scoring: { rules: { r } },
    tracks: { t: trackOf([split(...arms), wait('9 days')], german) },
  });
  const story = Story.mailable(programOf(parts(capped, 'a', 'b')));
  story.event('identify', {}, { traits: { country: 'DE' } });
  story.event('page_visit');
  expect([Object.keys(story.lead.ruleCaps), Object.keys(story.lead.variants ?? {})]).toEqual([
    ['r'],
    ['t/s'],
  ]);
  story.activate(programOf(parts(rule, 'c', 'd'), 2));
  expect([story.lead.ruleCaps, story.lead.variants]).toEqual([{}, undefined]);
});

test('stakeholders whom nobody counts any more are forgotten', () => {
  const counting = (segment: string, version: number) =>
    programOf(
      {
        segments: {
          one: { title: 'One', when: 'page_visits >= 1' },
          two: { title: 'Two', when: 'page_visits >= 2' },
          many: { title: 'Many', when: `STAKEHOLDERS IN SEGMENT ${segment} >= 2` },
        },
      },
      version,
    );
  const story = new Story(counting('one', 1));
  const account = { id: 'a1', version: 1, fields: {}, stakeholders: { one: 3 } };
  story.event('page_visit', {}, { facts: { account } });
  expect(story.lead.account?.stakeholders).toEqual({ one: 3 });
  story.activate(counting('two', 2));
  expect(story.lead.account).toEqual({ id: 'a1', version: 1, fields: {} });
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
