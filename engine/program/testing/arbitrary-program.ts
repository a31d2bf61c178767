import fc from 'fast-check';
import { type Program, programSchema, type Step } from '../schema.ts';

const states = [
  'industry = "fintech"',
  'lead_score >= 75',
  'page_visits >= 3 IN last_30_days',
  'phone IS UNKNOWN',
];
const arrivals = ['page_visit AND page_url CONTAINS "pricing"', 'demo_request', 'email_click OR email_reply'];
const state = fc.constantFrom(...states);
const arrival = fc.constantFrom(...arrivals);
const title = fc.constantFrom('Alpha', 'Beta', 'Gamma');
const points = fc.integer({ min: -20, max: 40 });
const wait = fc.constantFrom('2 hours', '3 days', '1 week');
const id = (prefix: string) => fc.constantFrom(`${prefix}-a`, `${prefix}-b`, `${prefix}-c`);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 2 });

/** Absent or not empty, as an edit leaves a collection that a program need not have. */
const some = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  maybe(fc.dictionary(key, value, { minKeys: 1, maxKeys: 2 }));

const action = fc.oneof(
  fc.record({
    do: fc.constant('score' as const),
    points,
    model: maybe(fc.constantFrom('fit', 'engagement')),
  }),
  fc.record({
    do: fc.constant('journey' as const),
    stage: fc.constantFrom('decision' as const, 'advocacy' as const),
  }),
  fc.record({ do: fc.constant('notify' as const), audience: fc.constant('sales'), text: title }),
  fc.record({
    do: fc.constant('task' as const),
    queue: fc.constant('sales'),
    title,
    within: wait,
    booking: maybe(fc.constantFrom('https://book.example.com/a', 'https://book.example.com/b')),
  }),
  fc.record({
    do: fc.constant('set' as const),
    fields: fc.constantFrom<Record<string, string | null>>({ language: 'de' }, { phone: null }),
  }),
  fc.record({ do: fc.constant('cadence' as const), cadence: fc.constant(null) }),
  fc.record({
    do: fc.constant('webhook' as const),
    webhook: fc.constantFrom('bot', 'sheet'),
    fields: maybe(fc.constantFrom<string[]>(['email'])),
  }),
  fc.record({
    do: fc.constant('crm' as const),
    system: fc.constant('crm'),
    fields: fc.constantFrom<Record<string, string | number>>({ Stage: 'Hot' }, { Score: 3 }),
  }),
);
const content = fc.record({
  item: fc.constantFrom('guide', 'report'),
  version: fc.integer({ min: 1, max: 2 }),
  hash: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
});

/** A step by its id; branches only go on to the end, so that every step is reached and nothing goes round. */
function step(stepId: string, last: string): fc.Arbitrary<Step> {
  const base = { id: fc.constant(stepId), title: maybe(title) };
  return fc.oneof(
    fc.record({
      ...base,
      kind: fc.constant('email' as const),
      content,
      purpose: fc.constantFrom('marketing' as const, 'transactional' as const),
    }),
    fc.record({ ...base, kind: fc.constant('wait' as const), for: wait }),
    fc.record({ ...base, kind: fc.constant('wait' as const), untilDay: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      ...base,
      kind: fc.constant('wait' as const),
      until: fc.record({
        time: fc.constantFrom('09:00', '17:30'),
        weekday: maybe(fc.constantFrom<'mon'[]>(['mon'])),
        zone: maybe(fc.constantFrom('lead' as const, 'program' as const)),
      }),
    }),
    fc.record({
      ...base,
      kind: fc.constant('wait' as const),
      untilDate: fc.record({ field: fc.constant('renewal_date'), offsetDays: maybe(fc.constantFrom(-7, 1)) }),
    }),
    fc.record({
      ...base,
      kind: fc.constant('wait-for' as const),
      when: fc.oneof(state, arrival),
      within: wait,
      otherwise: maybe(fc.constant(last)),
    }),
    fc.record({
      ...base,
      kind: fc.constant('branch' as const),
      cases: fc.array(fc.record({ when: state, goto: fc.constant(last) }), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ ...base, kind: fc.constant('action' as const), action }),
  );
}

const steps = fc
  .uniqueArray(fc.constantFrom('one', 'two', 'three', 'four', 'five'), { minLength: 1 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((stepId) => step(stepId, 'end')),
      fc.record({
        id: fc.constant('end'),
        kind: fc.constant('exit' as const),
        reason: fc.constantFrom('finished', 'bored'),
      }),
    ),
  );
const track = fc.record({
  title,
  objective: title,
  stage: fc.constantFrom('awareness' as const, 'decision' as const),
  entry: maybe(fc.record({ when: state })),
  reentry: fc.constantFrom('never' as const, 'always' as const, { after: '3 weeks' }),
  goal: maybe(state),
  exits: fc.dictionary(id('exit'), fc.record({ when: state }), { maxKeys: 2 }),
  priority: maybe(fc.constantFrom(10, 90)),
  group: maybe(fc.constantFrom('one', 'two')),
  steps,
});

const experiment = fc.record({
  title,
  hypothesis: title,
  element: fc.constantFrom('send-time' as const, 'hand-off' as const),
  arms: fc.constantFrom(
    { a: { title: 'A', weight: 1 }, b: { title: 'B', weight: 1 } },
    { a: { title: 'A', weight: 9 }, b: { title: 'B', weight: 1 }, c: { title: 'C', weight: 2 } },
  ),
  control: fc.constantFrom('a', 'b'),
  population: maybe(state),
  metric: fc.constantFrom('click' as const, 'deal' as const),
  guardrails: fc.constantFrom<('bounce' | 'complaint')[]>([], ['bounce', 'complaint']),
  window: maybe(wait),
  leadsPerArm: fc.constantFrom(500, 900),
  decided: maybe(fc.constantFrom('a', 'b')),
});

/** Valid programs of a few things each, drawn from a small stock, so that two of them often share a thing. */
export const arbitraryProgram: fc.Arbitrary<Program> = fc
  .record({
    schema: fc.constant(1 as const),
    segments: fc.dictionary(id('segment'), fc.record({ title, when: state }), { maxKeys: 3 }),
    scoring: fc.record({
      models: some(
        id('model'),
        fc.record({
          title,
          decay: maybe(
            fc.record({ percent: fc.constantFrom(5, 20), every: fc.constantFrom('1 day', '1 week') }),
          ),
        }),
      ),
      fit: some(
        id('fit'),
        fc.record({ title, when: state.filter((text) => !text.includes('score')), points }),
      ),
      rules: fc.dictionary(
        id('rule'),
        fc.record({
          title,
          when: arrival,
          points,
          cap: maybe(
            fc.record({
              points: fc.integer({ min: 1, max: 3 }),
              per: fc.constantFrom('day' as const, 'ever' as const),
            }),
          ),
        }),
        { maxKeys: 3 },
      ),
      thresholds: fc.dictionary(
        id('threshold'),
        fc.record({
          title,
          model: maybe(fc.constantFrom('fit', 'engagement')),
          at: fc.integer({ min: 1, max: 3 }),
          below: maybe(fc.integer({ min: -1, max: 0 })),
          when: maybe(state),
          actions: fc.array(action, { minLength: 1, maxLength: 2 }),
          down: maybe(fc.array(action, { minLength: 1, maxLength: 2 })),
        }),
        { maxKeys: 2 },
      ),
    }),
    triggers: fc.dictionary(
      id('trigger'),
      fc
        .record({
          title,
          when: fc.oneof(arrival, state),
          timing: fc.constantFrom(
            {},
            { after: '2 hours' },
            { after: '3 days' },
            { at: 'next-send' as const },
          ),
          limit: fc.constantFrom(
            {},
            { cooldown: '1 week' },
            { once: 'ever' as const },
            { once: 'day' as const },
          ),
          actions: fc.array(action, { minLength: 1, maxLength: 2 }),
        })
        .map(({ timing, limit, ...trigger }) => ({ ...trigger, ...timing, ...limit })),
      { maxKeys: 2 },
    ),
    tracks: fc.dictionary(id('track'), track, { maxKeys: 2 }),
    cadences: some(
      id('cadence'),
      fc.record({ title, percent: fc.constantFrom(50, 200), for: maybe(wait), until: maybe(state) }),
    ),
    experiments: some(id('experiment'), experiment),
    policies: fc.record({
      holdout: maybe(fc.record({ percent: fc.constantFrom(5, 50), except: maybe(state) })),
      cap: maybe(fc.record({ count: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 3 }) })),
      quietHours: maybe(
        fc.record({ from: fc.integer({ min: 20, max: 23 }), to: fc.integer({ min: 5, max: 8 }) }),
      ),
      timeZone: fc.constantFrom('UTC', 'Europe/Vienna'),
      approval: maybe(
        fc.record({
          low: maybe(fc.constant('one' as const)),
          high: fc.constantFrom('four_eyes' as const, 'principal' as const),
        }),
      ),
      sender: maybe(fc.record({ name: title, email: fc.constant('a@sender.example'), postalAddress: title })),
    }),
  })
  .map((json) => programSchema.parse(JSON.parse(JSON.stringify(json))));
