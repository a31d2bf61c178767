import fc from 'fast-check';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { policiesSchema } from '../../program/schema.ts';
import { checkPolicies } from '../../program/validate/check-policies.ts';
import type { Command, Facts, LeadEvent } from '../types.ts';
import { DAY, email, HOUR, programOf, T0, trackOf } from './story.ts';

/** What arrives at a lead; `after`: milliseconds since the last one. Everything due in between is taken first. */
export type Happening = { after: number; facts: Facts } & (
  | {
      kind: 'event';
      event: Pick<LeadEvent, 'name' | 'properties' | 'traits' | 'lists'>;
      age: number;
      historic: boolean;
    }
  | { kind: 'command'; command: Command }
  | { kind: 'timer' }
  | { kind: 'activation'; program: CompiledProgram }
);

const tracks = ['alpha', 'beta', 'gamma'] as const;
const track = fc.constantFrom(...tracks);
const states = [
  'country = "DE"',
  'NOT country = "DE"',
  'lead_score >= 20',
  'lead_score < 40 AND IN SEGMENT one',
  'page_visits >= 2 IN last_2_days',
  'page_visits = 0 IN last_10_days',
  'email_opens >= 1 WHERE (track = "alpha") IN last_14_days',
  'form_submits >= 3',
  'ON TRACK alpha',
  'lifecycle_stage = "sql"',
  'renewal_date BEFORE now + 5 days',
  'industry = "fintech"',
  'IN LIST expo',
  'fit_score >= 10',
  'interest_score < 20 AND engagement_score >= 10',
  'SUM(deal_closed.amount) > 0 IN last_9_days',
  'page_visit THEN form_submit WITHIN 2_days IN last_10_days',
  'STAKEHOLDERS IN SEGMENT one >= 2',
  'experiment_way = "a"',
  'experiment_way IS UNKNOWN AND page_visits >= 1',
] as const;
const state = fc.constantFrom(...states);
/** Of the first segment, which may not name itself. */
const stateWithoutSegment = fc.constantFrom(...states.filter((text) => !text.includes('SEGMENT')));
/** Who gets an arm does not depend on it. */
const population = fc.constantFrom(...states.filter((text) => !text.includes('experiment')));
const arms = fc
  .record({ a: fc.constantFrom(1, 9), b: fc.constantFrom(1, 9) })
  .map(({ a, b }) => ({ a: { title: 'A', weight: a }, b: { title: 'B', weight: b } }));
/** The conditions above name `way`, so that every program has it; decided or not, of a population or shared out by splits. */
const experiments = fc
  .record({
    arms,
    population: fc.option(population, { nil: undefined }),
    decided: fc.option(fc.constantFrom('a', 'b'), { nil: undefined, freq: 4 }),
  })
  .map((of) => ({
    way: { title: 'W', element: 'path', control: 'b', metric: 'goal', ...of },
  }));
const holdout = fc.record({
  percent: fc.constantFrom(10, 50),
  except: fc.option(fc.constantFrom('country = "DE"', 'IN SEGMENT one', 'experiment_way = "a"'), {
    nil: undefined,
    freq: 2,
  }),
});
const arrival = fc.constantFrom(
  'page_visit',
  'page_visit AND page_url CONTAINS "pricing"',
  'email_open AND track = "alpha"',
  'form_submit AND lead_score >= 10',
  'page_visit AND page_visits >= 2 IN last_2_days',
);
const action = fc.oneof(
  fc.record({ do: fc.constant('enrol'), track }),
  fc.record({ do: fc.constant('leave'), track }),
  fc.record({
    do: fc.constant('score'),
    points: fc.integer({ min: -30, max: 30 }),
    model: fc.constantFrom('engagement', 'fit', 'interest'),
  }),
  fc.record({ do: fc.constant('journey'), stage: fc.constantFrom('consideration', 'decision') }),
  fc.record({ do: fc.constant('lifecycle'), stage: fc.constantFrom('mql', 'sql') }),
  fc.constant({ do: 'notify', audience: 'sales', text: 'Call' }),
  fc.constant({ do: 'task', queue: 'sales', title: 'Call', within: '1 day' }),
  fc.constantFrom(
    { do: 'set', fields: { country: 'DE' } },
    { do: 'set', fields: { country: 'FR', renewal_date: null } },
    { do: 'set', fields: { renewal_date: '2026-02-10' } },
  ),
  fc.constantFrom('slow', 'fast', null).map((cadence) => ({ do: 'cadence', cadence })),
  fc.constantFrom(
    { do: 'webhook', webhook: 'bot', fields: ['country'] },
    { do: 'crm', system: 'crm', fields: { Stage: 'Hot' } },
  ),
);
const cadences = fc.record(
  {
    slow: fc.record(
      { title: fc.constant('C'), percent: fc.constantFrom(150, 333), for: fc.constant('4 days') },
      { requiredKeys: ['title', 'percent'] },
    ),
    fast: fc.record(
      { title: fc.constant('C'), percent: fc.constantFrom(25, 60), until: state },
      { requiredKeys: ['title', 'percent'] },
    ),
  },
  { requiredKeys: ['slow'] },
);

function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `s${n}`);
}

const stepsOf = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const ids = idsOf(count);
  const target = fc.constantFrom(...ids);
  const purpose = fc.constantFrom('marketing' as const, 'marketing' as const, 'transactional' as const);
  const step = (id: string) =>
    fc.oneof(
      { weight: 4, arbitrary: purpose.map((of) => email(id, of)) },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom('1 minute', '5 hours', '3 days')
          .map((length) => ({ id, kind: 'wait', for: length })),
      },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1, max: 9 }).map((untilDay) => ({ id, kind: 'wait', untilDay })),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(
            { until: { time: '02:30' } },
            { until: { weekday: ['mon', 'fri'], time: '09:00' } },
            { until: { time: '18:00', zone: 'program' } },
            { untilDate: { field: 'renewal_date', offsetDays: -3 } },
            { untilDate: { field: 'renewal_date', time: '18:00' } },
          )
          .map((until) => ({ id, kind: 'wait', ...until })),
      },
      {
        weight: 2,
        arbitrary: fc
          .record(
            {
              when: fc.oneof(arrival, state),
              within: fc.constantFrom('5 hours', '3 days'),
              goto: target,
              otherwise: target,
            },
            { requiredKeys: ['when', 'within'] },
          )
          .map((of) => ({ id, kind: 'wait-for', ...of })),
      },
      {
        weight: 1,
        arbitrary: fc
          .record({ a: target, b: target, weight: fc.constantFrom(1, 9), declared: fc.boolean() })
          .map(({ a, b, weight, declared }) => ({
            id,
            kind: 'split',
            ...(declared && { experiment: 'way' }),
            arms: [
              { id: 'a', weight, goto: a },
              { id: 'b', weight: 1, goto: b },
            ],
          })),
      },
      { weight: 2, arbitrary: action.map((of) => ({ id, kind: 'action', action: of })) },
      {
        weight: 1,
        arbitrary: fc
          .record({ when: state, goto: target })
          .map((of) => ({ id, kind: 'branch', cases: [of] })),
      },
      { weight: 1, arbitrary: fc.constant({ id, kind: 'exit' }) },
    );
  return fc.tuple(...ids.map(step));
});

const anyTrack = fc
  .record(
    {
      steps: stepsOf,
      entry: fc.record({ when: state }),
      reentry: fc.constantFrom('never', 'always', { after: '2 days' }),
      goal: state,
      exits: fc.record({ out: fc.record({ when: state }) }),
      priority: fc.constantFrom(10, 50, 90),
      group: fc.constant('one'),
    },
    { requiredKeys: ['steps', 'reentry'] },
  )
  .map(({ steps, ...parts }) => trackOf(steps, parts));

const cap = fc.option(
  fc.record({
    points: fc.integer({ min: 1, max: 40 }),
    per: fc.constantFrom('day', 'week', 'month', 'ever'),
  }),
  { nil: undefined },
);
const model = fc.constantFrom('engagement', 'fit', 'interest');
const rule = fc.record({
  title: fc.constant('R'),
  when: arrival,
  points: fc.integer({ min: -20, max: 40 }),
  cap,
  model: fc.option(model, { nil: undefined }),
});
/** What a lead is, not what it scores: no score may decide of it. */
const fitRule = fc.record({
  title: fc.constant('F'),
  when: fc.constantFrom(...states.filter((text) => !/score|SEGMENT/.test(text))),
  points: fc.integer({ min: -20, max: 40 }),
  model: fc.option(model, { nil: undefined }),
});
const decay = fc.record({
  percent: fc.constantFrom(1, 30, 100),
  every: fc.constantFrom('5 hours', '3 days'),
});
const threshold = fc.record({
  title: fc.constant('T'),
  model: fc.option(model, { nil: undefined }),
  at: fc.integer({ min: 1, max: 80 }),
  below: fc.option(fc.integer({ min: -9, max: 0 }), { nil: undefined }),
  when: fc.option(state, { nil: undefined }),
  actions: fc.array(action, { minLength: 1, maxLength: 3 }),
  down: fc.option(fc.array(action, { minLength: 1, maxLength: 2 }), { nil: undefined }),
});
const trigger = fc.record(
  {
    title: fc.constant('G'),
    when: fc.oneof(arrival, state),
    after: fc.constantFrom('10 minutes', '2 days'),
    once: fc.constantFrom('ever', 'day', 'month'),
    cooldown: fc.constantFrom('1 day', '1 week'),
    actions: fc.array(action, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['title', 'when', 'actions'] },
);
const nextSend = fc.record({
  title: fc.constant('N'),
  when: fc.oneof(arrival, state),
  at: fc.constant('next-send'),
  actions: fc.array(action, { minLength: 1, maxLength: 2 }),
});
const rollingCap = fc.record({ count: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 9 }) });
const anyTime = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom('00', '07', '30') })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${minute}`);
const weekday = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
/** All valid, though some leave no opening with the quiet hours; days around those of the histories. */
const sendWindow = fc
  .record(
    { days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 5 }), from: anyTime, to: anyTime },
    { requiredKeys: [] },
  )
  .filter(({ from = '00:00', to = '24:00' }) => from < to);
const holidays = fc.array(
  fc.record(
    {
      date: fc
        .integer({ min: 0, max: 90 })
        .map((day) => Temporal.PlainDate.from('2026-01-05').add({ days: day }).toString()),
      countries: fc.uniqueArray(fc.constantFrom('de', 'FR'), { minLength: 1 }),
    },
    { requiredKeys: ['date'] },
  ),
  { maxLength: 20 },
);
const guards = {
  cap: rollingCap,
  accountCap: rollingCap,
  minimumGap: fc.constantFrom('90 minutes', '2 days'),
  quietHours: fc
    .record({ from: fc.integer({ min: 0, max: 23 }), to: fc.integer({ min: 0, max: 23 }) })
    .filter(({ from, to }) => from !== to),
  sendWindow,
  holidays,
  channelCaps: fc.record({ task: rollingCap, notify: rollingCap }, { requiredKeys: [] }),
  suppressedDomains: fc.constant(['rival.example']),
  dropAfter: fc.constantFrom('1 hour', '3 days'),
};
type Guard = keyof typeof guards;

/** Policies with some of these guards. */
export function policiesOf(names: readonly Guard[], { least = 0, most = names.length } = {}) {
  return fc
    .tuple(
      fc.record(guards),
      fc.subarray([...names], { minLength: least, maxLength: most }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
    )
    .map(([all, some, timeZone]) => ({
      ...Object.fromEntries(some.map((guard) => [guard, all[guard]])),
      timeZone,
    }))
    .filter((parts) => checkPolicies(policiesSchema.parse(parts)).length === 0);
}

/** A few guards each, so that emails still go out. */
const policies = policiesOf(Object.keys(guards) as Guard[], { most: 4 });

/** A track that mails for as long as the policies let it, so that these are what is tried. */
const mailingTrack = fc
  .record({ length: fc.constantFrom('1 minute', '2 hours', '1 day'), transactional: fc.boolean() })
  .map(({ length, transactional }) =>
    trackOf(
      [
        email('s0'),
        ...(transactional ? [email('s1', 'transactional')] : []),
        { id: 's2', kind: 'wait', for: length },
        { id: 's3', kind: 'branch', cases: [{ when: 'NOT country = "none"', goto: 's0' }] },
      ],
      { entry: { when: 'NOT country = "none"' } },
    ),
  );

/** Programs that mail whenever they may. */
export function anyMailingProgram(guarded: fc.Arbitrary<unknown> = policies): fc.Arbitrary<CompiledProgram> {
  return fc
    .record({
      tracks: fc.record({ alpha: mailingTrack, beta: fc.oneof(mailingTrack, anyTrack), gamma: anyTrack }),
      policies: guarded,
      experiments,
    })
    .map((parts) =>
      programOf({
        ...parts,
        scoring: { models: { interest: { title: 'I' } } },
        cadences: { slow: { title: 'C', percent: 200 } },
      }),
    );
}

/** Programs whose rules reach for each other: many loop, some never come to rest. */
export function anyProgram(
  version = 1,
  guarded: fc.Arbitrary<unknown> = policies,
): fc.Arbitrary<CompiledProgram> {
  const segment = (when: string) => ({ title: 'S', when });
  return fc
    .record({
      segments: fc.record({ one: stateWithoutSegment.map(segment), two: state.map(segment) }),
      scoring: fc.record({
        models: fc.record(
          {
            interest: fc.record({ title: fc.constant('I'), decay }),
            engagement: fc.record({ title: fc.constant('E'), decay }),
          },
          { requiredKeys: ['interest'] },
        ),
        rules: fc.dictionary(fc.constantFrom('r1', 'r2', 'r3'), rule),
        fit: fc.dictionary(fc.constantFrom('f1', 'f2', 'f3'), fitRule),
        thresholds: fc.dictionary(fc.constantFrom('t1', 't2'), threshold),
      }),
      triggers: fc.dictionary(
        fc.constantFrom('g1', 'g2'),
        fc.oneof({ weight: 3, arbitrary: trigger }, nextSend),
      ),
      tracks: fc.record({ alpha: anyTrack, beta: anyTrack, gamma: anyTrack }),
      cadences,
      experiments,
      policies: guarded,
      holdout: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, holdout),
    })
    .map(({ holdout: held, ...parts }) =>
      programOf({ ...parts, policies: { ...(parts.policies as object), holdout: held } }, version),
    );
}

const anyEvent = fc.oneof(
  fc.constantFrom('/', '/pricing').map((page_url) => ({ name: 'page_visit', properties: { page_url } })),
  track.map((name) => ({ name: 'email_open', properties: { track: name } })),
  fc.constant({ name: 'form_submit', properties: {} }),
  fc.constant({ name: 'form_submit', properties: {}, lists: ['expo'] }),
  fc.constantFrom(20, -10.5).map((amount) => ({ name: 'deal_closed', properties: { amount } })),
  fc.constantFrom('DE', 'FR').map((country) => ({ name: 'identify', properties: {}, traits: { country } })),
  fc
    .constantFrom('America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Nowhere/City', null)
    .map((time_zone) => ({ name: 'identify', properties: {}, traits: { time_zone } })),
  fc
    .constantFrom('ada@lead.example', 'ada@mail.rival.example', null)
    .map((address) => ({ name: 'identify', properties: {}, traits: { email: address } })),
  fc
    .constantFrom('2026-01-20T00:00:00.000Z', '2026-03-01T00:00:00.000Z')
    .map((renewal_date) => ({ name: 'identify', properties: {}, traits: { renewal_date } })),
);
const consentEvent = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant({
      name: 'consent_granted',
      properties: { purpose: 'marketing', basis: 'consent', wording: 'Yes' },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      name: 'consent_granted',
      properties: { purpose: 'marketing', basis: 'legitimate_interest' },
    }),
  },
  { weight: 1, arbitrary: fc.constant({ name: 'consent_withdrawn', properties: { purpose: 'marketing' } }) },
  { weight: 1, arbitrary: fc.constant({ name: 'unsubscribe', properties: {} }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('hard', 'soft')
      .map((kind) => ({ name: 'email_bounce', properties: { kind } })),
  },
);
const facts: fc.Arbitrary<Facts> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: track.map((halted) => ({ halted: [halted] })) },
  { weight: 1, arbitrary: fc.constant({ halted: ['*'] }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('fintech', 'healthcare')
      .map((industry) => ({ account: { id: 'a1', version: 1, fields: { industry } } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(1, 2)
      .map((one) => ({ account: { id: 'a1', version: 1, fields: {}, stakeholders: { one } } })),
  },
);
const after = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 3 * HOUR }),
  fc.integer({ min: 1, max: 9 }).map((days) => days * DAY),
);
const age = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 20 * DAY }));
const command = fc.oneof(
  fc.record({ do: fc.constant('enrol' as const), track }),
  fc.record({ do: fc.constant('leave' as const), track }),
  fc.constant({ do: 'suppress' as const, reason: 'legal' }),
);

/** A lead's history; activations are of versions 2, 3, … in their order. */
export function anyHistory(): fc.Arbitrary<Happening[]> {
  const event = fc.oneof({ weight: 4, arbitrary: anyEvent }, consentEvent);
  const historic = fc.nat({ max: 5 }).map((n) => n === 0);
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ kind: fc.constant('event' as const), after, facts, event, age, historic }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('command' as const), after, facts, command }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('timer' as const), after, facts }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('activation' as const),
        after,
        facts,
        program: anyProgram(2),
      }),
    },
  );
  return fc.array(happening, { minLength: 1, maxLength: 30 });
}

/** Where a lead begins that may be written to at once. */
export const opening: Happening[] = [
  {
    kind: 'event',
    after: 0,
    facts: {},
    event: { name: 'identify', properties: {}, traits: { email: 'ada@lead.example' } },
    age: 0,
    historic: false,
  },
  {
    kind: 'event',
    after: 0,
    facts: {},
    event: {
      name: 'consent_granted',
      properties: { purpose: 'marketing', basis: 'consent', wording: 'Yes' },
    },
    age: 0,
    historic: false,
  },
];

/** When other leads of the account were written to. */
export const otherSends: fc.Arbitrary<number[]> = fc
  .array(fc.integer({ min: 0, max: 60 * DAY }), { maxLength: 10 })
  .map((ages) => ages.map((age) => T0 + age).sort((a, b) => a - b));
