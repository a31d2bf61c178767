import { describe, expect, it } from 'vitest';
import { parseProgram } from './parse.ts';
import { programSchema } from './schema.ts';
import { demoProgram } from './templates/enterprise-smb.ts';
import { validateProgram, warningsOf } from './validate.ts';

const email = (id: string) => ({
  id,
  kind: 'email',
  content: { item: 'guide', version: 1, hash: '0'.repeat(64) },
});
const score = [{ do: 'score', points: 1 }];
function faults(parts: object): string[] {
  return validateProgram(programSchema.parse({ schema: 1, ...parts })).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}
function trackFaults(steps: object[], rest: object = {}): string[] {
  return faults({ tracks: { t: { title: 'T', stage: 'awareness', steps, ...rest } } });
}

describe('validating a program', () => {
  it('finds nothing wrong with the demo program', () => {
    const program = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
    expect(validateProgram(program, { contentKnown: () => 'approved' })).toEqual([]);
  });

  it('names tracks and segments that are not there', () => {
    expect(
      faults({
        segments: { a: { title: 'A', when: 'IN SEGMENT constructor OR ON TRACK ghost' } },
        triggers: { t: { title: 'T', when: 'demo_request', actions: [{ do: 'enrol', track: 'ghost' }] } },
      }),
    ).toEqual([
      'segments/a/when: there is no segment "constructor"; make it, or name one that there is',
      'segments/a/when: there is no track "ghost"; make it, or name one that there is',
      'triggers/t/actions/0/track: there is no track "ghost"; make it, or name one that there is',
    ]);
  });

  it('finds segments that count stakeholders in one another, or in one that is not there', () => {
    const found = (a: string, b: string) =>
      faults({ segments: { a: { title: 'A', when: a }, b: { title: 'B', when: b } } });
    expect(found('NOT IN SEGMENT b', 'ANY STAKEHOLDER IN SEGMENT a')).toEqual([
      'segments/a/when: segments use one another in a circle: a → b → a; take one of them out',
    ]);
    expect(found('ANY STAKEHOLDER IN SEGMENT a', 'lead_score > 1')).toHaveLength(1);
    expect(found('STAKEHOLDERS IN SEGMENT bb >= 2', 'lead_score > 1')).toEqual([
      expect.stringContaining('segments/a/when: there is no segment "bb"'),
    ]);
    expect(found('STAKEHOLDERS IN SEGMENT b >= 2', 'lead_score > 1')).toEqual([]);
  });

  it('finds segments that use one another in a circle', () => {
    expect(
      faults({
        segments: { a: { title: 'A', when: 'NOT IN SEGMENT b' }, b: { title: 'B', when: 'IN SEGMENT a' } },
      }),
    ).toEqual(['segments/a/when: segments use one another in a circle: a → b → a; take one of them out']);
  });

  it('refuses an arriving event where none arrives, and scoring that names none', () => {
    const found = faults({
      segments: { a: { title: 'A', when: 'page_visit' } },
      scoring: { rules: { r: { title: 'R', when: 'lead_score >= 5', points: 1 } } },
      triggers: { t: { title: 'T', when: 'page_visit AND form_submit', actions: score } },
    });
    expect(found.map((text) => text.split(':')[0])).toEqual([
      'segments/a/when',
      'scoring/rules/r/when',
      'triggers/t/when',
    ]);
  });

  it('gives the place of what does not parse', () => {
    const [fault] = validateProgram(
      programSchema.parse({ schema: 1, segments: { a: { title: 'A', when: 'lead_score >=' } } }),
    );
    expect(fault).toMatchObject({ path: 'segments/a/when', line: 1 });
  });

  it('finds steps of one name, waits of two kinds or none, and targets that are not there', () => {
    expect(
      trackFaults([
        email('one'),
        email('one'),
        { id: 'both', kind: 'wait', for: '1 day', untilDay: 2 },
        { id: 'zero', kind: 'wait', for: '0 days' },
        { id: 'to', kind: 'branch', cases: [{ when: 'lead_score > 1', goto: 'gone' }], otherwise: 'away' },
      ]).map((text) => text.split(':')[0]),
    ).toEqual([
      'tracks/t/steps/1/id',
      'tracks/t/steps/2',
      'tracks/t/steps/4/cases/0/goto',
      'tracks/t/steps/4/otherwise',
      'tracks/t/steps/3/for',
    ]);
  });

  it('finds steps that are never reached', () => {
    expect(trackFaults([{ id: 'end', kind: 'exit' }, email('late')])).toEqual([
      'tracks/t/steps/1: step "late" is never reached; lead to it or take it out',
    ]);
  });

  it('finds circles that do not wait, and allows those that do', () => {
    const again = { id: 'again', kind: 'branch', cases: [{ when: 'lead_score < 50', goto: 'mail' }] };
    expect(trackFaults([email('mail'), again])).toHaveLength(1);
    expect(trackFaults([email('mail'), { id: 'until', kind: 'wait', untilDay: 9 }, again])).toHaveLength(1);
    expect(trackFaults([email('mail'), { id: 'for', kind: 'wait', for: '1 week' }, again])).toEqual([]);
  });

  it('finds tracks that enrol into one another for ever', () => {
    const track = (other: string) => ({
      title: 'T',
      stage: 'awareness',
      reentry: 'always',
      steps: [{ id: 'go', kind: 'action', action: { do: 'enrol', track: other } }],
    });
    expect(faults({ tracks: { a: track('b'), b: track('a') } })).toHaveLength(2);
    expect(faults({ tracks: { a: track('b'), b: { ...track('a'), reentry: 'never' } } })).toEqual([]);
  });

  it('finds content that the library has not, or has not approved', () => {
    const program = programSchema.parse({
      schema: 1,
      tracks: { t: { title: 'T', stage: 'awareness', steps: [email('a'), email('b')] } },
    });
    const known = ['unapproved', 'unknown'] as const;
    let asked = 0;
    const found = validateProgram(program, { contentKnown: () => known[asked++] ?? 'unknown' });
    expect(found.map(({ path }) => path)).toEqual(['tracks/t/steps/0/content', 'tracks/t/steps/1/content']);
    expect(found[0]?.message).toContain('not approved');
    expect(found[1]?.message).toContain('the library has no');
  });

  it('warns of a track that nobody enters, and lets it be', () => {
    const steps = [email('one')];
    const parts = {
      tracks: {
        alone: { title: 'A', stage: 'awareness', steps },
        entered: { title: 'B', stage: 'awareness', steps, entry: { when: 'lead_score > 5' } },
        enrolled: { title: 'C', stage: 'awareness', steps },
      },
      triggers: { t: { title: 'T', when: 'demo_request', actions: [{ do: 'enrol', track: 'enrolled' }] } },
    };
    expect(faults(parts)).toEqual([]);
    expect(warningsOf(programSchema.parse({ schema: 1, ...parts }))).toMatchObject([
      { code: 'track.nobody_enters', path: 'tracks/alone', mender: 'user' },
    ]);
  });

  const warnings = (parts: object) =>
    warningsOf(programSchema.parse({ schema: 1, ...parts })).map(({ code, path }) => `${code} ${path}`);
  const codes = (parts: object) =>
    validateProgram(programSchema.parse({ schema: 1, ...parts })).map(({ code, path }) => `${code} ${path}`);
  const track = (rest: object) => ({
    title: 'T',
    stage: 'awareness',
    entry: { when: 'lead_score > 5' },
    ...rest,
  });

  it('finds conditions that contradict themselves, by way of segments too, wherever they stand', () => {
    const never = 'IN SEGMENT hot AND lead_score < 10';
    expect(
      codes({
        segments: { hot: { title: 'H', when: 'lead_score >= 50' }, none: { title: 'N', when: never } },
        scoring: { rules: { r: { title: 'R', when: `page_visit AND ${never}`, points: 1 } } },
        triggers: { t: { title: 'T', when: `page_visit AND (${never})`, actions: score } },
        tracks: {
          t: track({
            goal: 'journey_stage = "decision" AND journey_stage = "advocacy"',
            exits: { x: { when: 'page_visits < 0' } },
            steps: [
              { id: 'b', kind: 'branch', cases: [{ when: never, goto: 'end' }] },
              { id: 'end', kind: 'exit' },
            ],
          }),
        },
      }),
    ).toEqual([
      'condition.never_holds segments/none/when',
      'condition.never_holds scoring/rules/r/when',
      'condition.never_holds triggers/t/when',
      'condition.never_holds tracks/t/goal',
      'condition.never_holds tracks/t/exits/x/when',
      'condition.never_holds tracks/t/steps/0/cases/0/when',
    ]);
  });

  it('finds goals and exits that end everybody at once, and warns of what holds of everybody', () => {
    const steps = [email('one')];
    const everybody = 'industry = "x" OR industry != "x"';
    const parts = {
      segments: { all: { title: 'A', when: 'page_visits >= 0' } },
      tracks: {
        goal: track({ steps, goal: everybody }),
        exit: track({ steps, exits: { x: { when: 'lead_score < 5 OR lead_score >= 5' } } }),
        entry: track({ steps, entry: { when: 'IN SEGMENT all' } }),
        known: track({
          steps,
          goal: 'lead_score > 3',
          exits: { x: { when: 'lead_score > 5 OR phone IS KNOWN' } },
        }),
        fine: track({ steps, goal: 'lead_score > 6', exits: { x: { when: 'lead_score < 0' } } }),
      },
    };
    expect(codes(parts)).toEqual([
      'track.ends_at_once tracks/goal/goal',
      'track.ends_at_once tracks/exit/exits/x/when',
    ]);
    expect(warnings(parts)).toEqual([
      'condition.always_holds segments/all/when',
      'track.everybody_enters tracks/entry/entry/when',
      'track.entry_ends tracks/known/goal',
      'track.entry_ends tracks/known/exits/x/when',
    ]);
  });

  it('warns of cases that those above leave nothing', () => {
    const to = (when: string) => ({ when, goto: 'end' });
    const branch = {
      id: 'b',
      kind: 'branch',
      cases: [to('lead_score >= 50'), to('lead_score >= 20'), to('lead_score = 60')],
    };
    expect(warnings({ tracks: { t: track({ steps: [branch, { id: 'end', kind: 'exit' }] }) } })).toEqual([
      'branch.never_taken tracks/t/steps/0/cases/2/when',
    ]);
  });

  it('warns of steps from which no way leads to an end, where nothing else ends the track', () => {
    const steps = [
      email('mail'),
      { id: 'pause', kind: 'wait', for: '4 weeks' },
      { id: 'again', kind: 'branch', cases: [{ when: 'lead_score > 5', goto: 'mail' }], otherwise: 'mail' },
    ];
    expect(warnings({ tracks: { t: track({ steps }) } })).toEqual(['step.endless tracks/t/steps/0']);
    expect(warnings({ tracks: { t: track({ steps, goal: 'demo_requests >= 1' }) } })).toEqual([]);
    expect(
      warnings({
        tracks: { t: track({ steps: [...steps.slice(0, 2), { ...steps[2], otherwise: undefined }] }) },
      }),
    ).toEqual([]);
  });

  it('warns of groups of one, and of enrolments that bring nobody anywhere', () => {
    const into = (id: string) => ({ id: `to-${id}`, kind: 'action', action: { do: 'enrol', track: id } });
    const parts = {
      tracks: {
        a: track({ group: 'g', steps: [into('a'), into('b'), into('c'), into('d')] }),
        b: track({ group: 'g', steps: [email('one')] }),
        c: track({ group: 'g', priority: 51, steps: [email('one')] }),
        d: track({ group: 'alone', steps: [email('one')] }),
      },
    };
    expect(warnings(parts)).toEqual([
      'enrol.idle tracks/a/steps/0/action/track',
      'enrol.idle tracks/a/steps/1/action/track',
      'track.alone_in_group tracks/d/group',
    ]);
  });

  it('finds durations of nothing wherever the schema has one', () => {
    const none = '0 minutes';
    expect(
      codes({
        triggers: {
          t: {
            title: 'T',
            when: 'demo_request',
            after: none,
            cooldown: none,
            actions: [{ do: 'task', queue: 'q', title: 'T', within: none }],
          },
        },
        tracks: {
          t: track({
            reentry: { after: none },
            steps: [{ id: 'w', kind: 'wait-for', when: 'page_visit', within: none }],
          }),
        },
        cadences: { slow: { title: 'S', percent: 200, for: none } },
      }).toSorted(),
    ).toEqual([
      'duration.zero cadences/slow/for',
      'duration.zero tracks/t/reentry/after',
      'duration.zero tracks/t/steps/0/within',
      'duration.zero triggers/t/actions/0/within',
      'duration.zero triggers/t/after',
      'duration.zero triggers/t/cooldown',
    ]);
  });

  it('finds policies that make no sense', () => {
    expect(
      faults({ policies: { timeZone: 'Middle/Earth', quietHours: { from: 8, to: 8 } } }).map(
        (text) => text.split(':')[0],
      ),
    ).toEqual(['policies/timeZone', 'policies/quietHours']);
  });

  it.each([
    [{ sendWindow: { from: '10:00', to: '10:00' } }, 'sendWindow: the window never opens: it must begin'],
    [{ sendWindow: { to: '00:00' } }, 'sendWindow: the window never opens: leave out its end'],
    [
      { sendWindow: { from: '06:00', to: '08:00' }, quietHours: { from: 22, to: 8 } },
      'sendWindow: the window never opens: the quiet hours cover it',
    ],
    [
      { sendWindow: { from: '12:15', to: '12:45' }, quietHours: { from: 12, to: 13 } },
      'sendWindow: the window never opens: the quiet hours cover it',
    ],
    [
      { holidays: [{ date: '2028-02-29' }, { date: '2026-02-29' }] },
      'holidays/1/date: there is no 2026-02-29',
    ],
    [{ minimumGap: '0 days' }, 'minimumGap: a gap of no time is none'],
    [{ dropAfter: '0 minutes' }, 'dropAfter: every email that is held at all'],
    [{ suppressedDomains: ['a.example', 'a.example'] }, 'suppressedDomains/1: "a.example" is listed already'],
  ])('finds that %j makes no sense', (policies, fault) => {
    expect(faults({ policies })).toEqual([expect.stringContaining(`policies/${fault}`)]);
  });

  it('finds nothing wrong with guards that let emails go', () => {
    const policies = {
      accountCap: { count: 5, days: 7 },
      minimumGap: '1 day',
      sendWindow: { days: ['mon'], from: '07:00', to: '09:00' },
      quietHours: { from: 22, to: 8 },
      holidays: [{ date: '2026-12-24', name: 'Christmas Eve', countries: ['DE'] }],
      channelCaps: { task: { count: 1, days: 1 } },
      suppressedDomains: ['rival.example'],
      dropAfter: '2 weeks',
    };
    expect(faults({ policies })).toEqual([]);
  });

  it.each([
    { cap: { count: 0, days: 1 } },
    { accountCap: { count: 0, days: 1 } },
    { channelCaps: { email: { count: 1, days: 1 } } },
    { sendWindow: { days: [] } },
    { sendWindow: { from: '24:00' } },
    { suppressedDomains: ['Rival.example'] },
    { suppressedDomains: ['@rival.example'] },
  ])('refuses the form of %j', (policies) => {
    expect(() => parseProgram({ schema: 1, policies })).toThrow(
      expect.objectContaining({ code: 'program.invalid' }),
    );
  });

  it('names every fault of form with its path', () => {
    expect(() => parseProgram({ schema: 1, tracks: { t: { title: '', stage: 'x', steps: [] } } })).toThrow(
      expect.objectContaining({
        code: 'program.invalid',
        faults: [
          expect.objectContaining({ path: 'tracks/t/title' }),
          expect.objectContaining({ path: 'tracks/t/stage' }),
          expect.objectContaining({ path: 'tracks/t/steps' }),
        ],
      }),
    );
  });

  it('finds score models that are not there, cannot be, or cannot hold fit', () => {
    const rule = { title: 'R', when: 'page_visit', points: 1 };
    expect(
      faults({
        scoring: {
          models: {
            lead: { title: 'L' },
            fast: { title: 'F', decay: { percent: 5, every: '30 minutes' } },
          },
          rules: { r: { ...rule, model: 'ghost' } },
          fit: {
            melting: { title: 'M', when: 'country = "DE"', points: 1, model: 'fast' },
            circular: { title: 'C', when: 'IN SEGMENT hot', points: 1 },
          },
        },
        segments: { hot: { title: 'H', when: 'fast_score >= 5' } },
        triggers: {
          t: { title: 'T', when: 'page_visit', actions: [{ do: 'score', points: 1, model: 'gone' }] },
        },
      }).map((text) => text.replace(/[;,].*/, '')),
    ).toEqual([
      'scoring/models/lead: lead_score is the name of another field',
      'scoring/models/fast/decay/every: a score decays at most once an hour',
      'scoring/rules/r/model: there is no score model "ghost"',
      'triggers/t/actions/0/model: there is no score model "gone"',
      'scoring/fit/melting/model: the score fast decays',
      'scoring/fit/circular/when: fit points may not depend on a score',
    ]);
  });

  it('finds thresholds whose edges meet or that do nothing, and timings of triggers that exclude each other', () => {
    const trigger = { title: 'T', when: 'page_visit', actions: score };
    expect(
      faults({
        scoring: {
          thresholds: {
            flat: { title: 'F', at: 50, below: 50, actions: score },
            idle: { title: 'I', at: 50, actions: [] },
          },
        },
        triggers: {
          both: { ...trigger, after: '1 hour', at: 'next-send' },
          never: { ...trigger, once: 'ever', cooldown: '1 day' },
        },
      }).map((text) => text.split(':')[0]),
    ).toEqual([
      'scoring/thresholds/flat/below',
      'scoring/thresholds/idle/actions',
      'triggers/both/at',
      'triggers/never/cooldown',
    ]);
  });
});
