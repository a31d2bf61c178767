import { describe, expect, it } from 'vitest';
import { programSchema } from '../schema.ts';
import { validateProgram } from '../validate.ts';

const action = (id: string) => ({ id, kind: 'action', action: { do: 'score', points: 1 } });
function found(parts: object): [string, string][] {
  return validateProgram(programSchema.parse({ schema: 1, ...parts })).map(({ code, path }) => [code, path]);
}
const track = (steps: object[], more: object = {}) => ({
  title: 'T',
  stage: 'awareness',
  entry: { when: 'phone IS KNOWN' },
  steps,
  ...more,
});
const foundIn = (...steps: object[]) => found({ tracks: { t: track(steps) } });
const foundInAction = (does: object, parts: object = {}) =>
  found({ triggers: { g: { title: 'G', when: 'demo_request', actions: [does] } }, ...parts });
const wait = (rest: object) => ({ id: 'w', kind: 'wait', ...rest });

describe('waits', () => {
  it.each([
    { for: '2 days' },
    { untilDay: 3 },
    { until: { time: '09:00' } },
    { until: { weekday: ['mon', 'fri'], time: '23:59' } },
    { untilDate: { field: 'renewal_date' } },
    { untilDate: { field: 'renewal_date', offsetDays: -30, time: '08:00' } },
  ])('may be %j', (rest) => {
    expect(foundIn(wait(rest))).toEqual([]);
  });

  it.each([
    ['step.wait', 'tracks/t/steps/0', {}],
    ['step.wait', 'tracks/t/steps/0', { for: '2 days', until: { time: '09:00' } }],
    ['duration.zero', 'tracks/t/steps/0/for', { for: '0 days' }],
    ['field.unknown', 'tracks/t/steps/0/untilDate/field', { untilDate: { field: 'renewal' } }],
    ['field.type', 'tracks/t/steps/0/untilDate/field', { untilDate: { field: 'first_name' } }],
  ])('%s at %s for %j', (code, path, rest) => {
    expect(foundIn(wait(rest))).toEqual([[code, path]]);
  });

  it.each([
    { until: { time: '24:00' } },
    { until: { time: '9:00' } },
    { until: { weekday: [], time: '09:00' } },
    { until: { weekday: ['monday'], time: '09:00' } },
    { untilDate: { field: 'renewal_date', offsetDays: 366 } },
  ])('have not the form %j', (rest) => {
    expect(programSchema.safeParse({ schema: 1, tracks: { t: track([wait(rest)]) } }).success).toBe(false);
  });
});

describe('wait-fors and splits', () => {
  const waitFor = (rest: object) => ({
    id: 'w',
    kind: 'wait-for',
    when: 'page_visit',
    within: '2 days',
    ...rest,
  });
  const split = (rest: object = {}) => ({
    id: 's',
    kind: 'split',
    arms: [
      { id: 'a', weight: 1, goto: 'one' },
      { id: 'b', weight: 3, goto: 'two' },
    ],
    ...rest,
  });

  it('lead to steps of their track', () => {
    expect(foundIn(waitFor({ goto: 'ghost', otherwise: 'spirit' }))).toEqual([
      ['step.unknown_target', 'tracks/t/steps/0/goto'],
      ['step.unknown_target', 'tracks/t/steps/0/otherwise'],
    ]);
    expect(foundIn(split(), action('one'))).toEqual([
      ['step.unknown_target', 'tracks/t/steps/0/arms/1/goto'],
    ]);
    expect(foundIn(split(), action('one'), action('two'))).toEqual([]);
  });

  it('leave no step without a way to it: a split never goes on below it', () => {
    expect(foundIn(split(), action('never'), action('one'), action('two'))).toEqual([
      ['step.unreachable', 'tracks/t/steps/1'],
    ]);
    const steps = [waitFor({ goto: 'end', otherwise: 'end' }), action('never'), { id: 'end', kind: 'exit' }];
    expect(foundIn(...steps)).toEqual([['step.unreachable', 'tracks/t/steps/1']]);
  });

  it('do not go round at once; an event waited for, a time-out or a time of day is time', () => {
    const back = (first: object) =>
      foundIn(
        first,
        action('x'),
        {
          ...split(),
          arms: [
            { id: 'a', weight: 1, goto: 'w' },
            { id: 'b', weight: 1, goto: 'end' },
          ],
        },
        { id: 'end', kind: 'exit' },
      );
    expect(back(wait({ until: { time: '09:00' } }))).toEqual([]);
    expect(back(wait({ for: '1 day' }))).toEqual([]);
    expect(back(waitFor({}))).toEqual([]);
    expect(back(waitFor({ when: 'lead_score >= 5' }))).toEqual([['step.circle', 'tracks/t/steps/2']]);
    expect(back(wait({ untilDate: { field: 'renewal_date' } }))).toEqual([
      ['step.circle', 'tracks/t/steps/2'],
    ]);
  });

  it('are checked for their conditions, their time and their arms', () => {
    expect(foundIn(waitFor({ when: 'page_vist' }))).toEqual([
      ['condition.unknown_name', 'tracks/t/steps/0/when'],
    ]);
    expect(foundIn(waitFor({ when: 'page_visit AND form_submit' }))).toEqual([
      ['condition.never_holds', 'tracks/t/steps/0/when'],
    ]);
    expect(foundIn(waitFor({ within: '0 hours' }))).toEqual([['duration.zero', 'tracks/t/steps/0/within']]);
    const arms = [
      { id: 'a', weight: 1, goto: 'one' },
      { id: 'a', weight: 1, goto: 'two' },
    ];
    expect(foundIn(split({ arms }), action('one'), action('two'))).toEqual([
      ['split.same_arm', 'tracks/t/steps/0/arms'],
    ]);
  });

  it('of one experiment have the same arms', () => {
    const ways = [action('one'), action('two')];
    const other = split({
      experiment: 'e',
      arms: [
        { id: 'a', weight: 1, goto: 'one' },
        { id: 'c', weight: 1, goto: 'two' },
      ],
    });
    const tracks = (second: object) => ({
      a: track([split({ experiment: 'e' }), ...ways]),
      b: track([second, ...ways]),
    });
    expect(found({ tracks: tracks(other) })).toEqual([['split.other_arms', 'tracks/b/steps/0/arms']]);
    const weights = split({
      experiment: 'e',
      arms: [
        { id: 'b', weight: 9, goto: 'one' },
        { id: 'a', weight: 1, goto: 'two' },
      ],
    });
    expect(found({ tracks: tracks(weights) })).toEqual([]);
  });
});

describe('actions', () => {
  it('set fields of the lead to values of their type', () => {
    const set = (fields: object) => foundInAction({ do: 'set', fields });
    expect(set({ language: 'de', phone: null, renewal_date: '2026-03-01' })).toEqual([]);
    const path = (name: string) => `triggers/g/actions/0/fields/${name}`;
    expect(set({ langage: 'de' })).toEqual([['field.unknown', path('langage')]]);
    expect(set({ lead_score: 5 })).toEqual([['field.not_settable', path('lead_score')]]);
    expect(set({ industry: 'fintech' })).toEqual([['field.not_settable', path('industry')]]);
    expect(set({ email: 'a@b.example' })).toEqual([['field.not_settable', path('email')]]);
    expect(set({ language: 5 })).toEqual([['field.type', path('language')]]);
    expect(set({ renewal_date: 'soon' })).toEqual([['field.type', path('renewal_date')]]);
  });

  it('name a cadence that there is', () => {
    const cadences = { slow: { title: 'Slow', percent: 200, for: '2 weeks' } };
    expect(foundInAction({ do: 'cadence', cadence: 'slow' }, { cadences })).toEqual([]);
    expect(foundInAction({ do: 'cadence', cadence: null })).toEqual([]);
    expect(foundInAction({ do: 'cadence', cadence: 'slow' })).toEqual([
      ['cadence.unknown', 'triggers/g/actions/0/cadence'],
    ]);
    expect(found({ cadences: { slow: { ...cadences.slow, for: '0 days' } } })).toEqual([
      ['duration.zero', 'cadences/slow/for'],
    ]);
    expect(found({ cadences: { slow: { ...cadences.slow, until: 'page_visit' } } })).toEqual([
      ['condition.type', 'cadences/slow/until'],
    ]);
  });

  it.each([
    { do: 'task', queue: 'q', title: 't', within: '1 day', booking: 'http://book.example.com' },
    { do: 'task', queue: 'q', title: 't', within: '1 day', booking: 'javascript:alert(1)' },
    { do: 'webhook', webhook: 'Bot' },
    { do: 'webhook', webhook: 'bot', fields: [] },
    { do: 'webhook', webhook: 'bot', fields: ['Email Address'] },
    { do: 'crm', system: 'crm', fields: {} },
    { do: 'set', fields: {} },
    { do: 'set', fields: { __proto__x: 1 } },
  ])('have not the form %j', (does) => {
    const program = { schema: 1, triggers: { g: { title: 'G', when: 'demo_request', actions: [does] } } };
    expect(programSchema.safeParse(program).success).toBe(false);
  });
});

it('a program that says nothing of what is newer is the document that it was', () => {
  const old = { schema: 1, tracks: { t: track([wait({ for: '1 day' })]) } };
  const parsed = programSchema.parse(old);
  expect(Object.keys(parsed).sort()).not.toContain('cadences');
  expect(Object.keys(parsed.tracks.t ?? {}).sort()).toEqual([
    'entry',
    'exits',
    'objective',
    'reentry',
    'stage',
    'steps',
    'title',
  ]);
  expect(programSchema.safeParse({ schema: 1, cadences: {} }).success).toBe(false);
});
