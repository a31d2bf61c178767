import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompiledProgram } from '../program/compile/compile.ts';
import { addToFeature, countsEvent } from '../program/condition/features.ts';
import { lackingFeatures } from '../runtime/backfill.ts';
import { decide, newLead } from './decide.ts';
import { RawHistory } from './testing/raw-history.ts';
import { DAY, HOUR, LEAD, programOf, T0, trackOf } from './testing/story.ts';
import type { Facts, Feature, Input, InputBody, Instant, LeadEvent } from './types.ts';

/** Something of each kind: demographic, lifecycle, engagement, behaviour, absence, lists, nesting, the account. */
const texts = [
  'country = "DE"',
  'country IN ("DE", "FR") AND job_title IS UNKNOWN',
  'lifecycle_stage = "mql" OR lead_score >= 30',
  'renewal_date BEFORE now + 5 days',
  'page_visits >= 2 IN last_2_days',
  'page_visits = 1 WHERE (page_url CONTAINS "pricing") IN last_30_days',
  'page_visits = 0 IN last_10_days',
  'form_submits >= 3',
  'SUM(deal_closed.amount) > 0 IN last_2_days',
  'SUM(deal_closed.amount) <= -0.5 IN last_9_days',
  'SUM(deal_closed.amount) = 0',
  'SUM(deal_closed.amount) != 0.3 WHERE (won = true) IN last_3_days',
  'page_visit THEN form_submit WITHIN 1_day IN last_3_days',
  'page_visit WHERE (page_url CONTAINS "pricing") THEN page_visit WITHIN 9_days IN last_14_days',
  'form_submit THEN deal_closed WHERE (won = true) WITHIN 30_days',
  'IN LIST expo',
  'ON TRACK nurture',
  'FINISHED TRACK nurture AND EVER ON TRACK nurture',
] as const;
/** Those that time alone changes more often, as that is the harder part. */
const leaf = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom(...texts.filter((text) => /IN last|THEN/.test(text))),
);
/** Of an earlier segment, where there is one. */
const nested = (place: number) =>
  place === 0
    ? leaf
    : fc.oneof(
        { weight: 3, arbitrary: leaf },
        fc.nat({ max: place - 1 }).map((n) => `IN SEGMENT s${n}`),
        fc
          .tuple(fc.nat({ max: place - 1 }), fc.constantFrom('>= 1', '>= 2', '= 0', '!= 2'))
          .map(([n, compared]) => `STAKEHOLDERS IN SEGMENT s${n} ${compared}`),
      );
const condition = (place: number) =>
  fc.oneof(
    { weight: 2, arbitrary: nested(place) },
    fc
      .tuple(nested(place), fc.constantFrom('AND', 'OR'), fc.constantFrom('', 'NOT '), nested(place))
      .map(([a, joined, not, b]) => `(${a}) ${joined} ${not}(${b})`),
  );
const program = fc.tuple(...[0, 1, 2, 3, 4].map(condition));

function compiled(all: readonly string[], version: number): CompiledProgram {
  return programOf(
    {
      segments: Object.fromEntries(all.map((when, place) => [`s${place}`, { title: 'S', when }])),
      scoring: {
        rules: { visit: { title: 'V', when: 'page_visit', points: 10 } },
        thresholds: { warm: { title: 'W', at: 20, actions: [{ do: 'lifecycle', stage: 'mql' }] } },
      },
      tracks: {
        nurture: trackOf([{ id: 'pause', kind: 'wait', for: '2 days' }], {
          entry: { when: 'IN SEGMENT s0' },
          goal: 'form_submits >= 2 IN last_3_days',
          reentry: { after: '1 day' },
        }),
      },
    },
    version,
  );
}

const deal = fc
  .tuple(fc.constantFrom(10, -10, 0.3, -0.5, 'much'), fc.boolean())
  .map(([amount, won]) => ({ name: 'deal_closed', properties: { amount, won } }));
const event = fc.oneof(
  fc.constantFrom('/', '/pricing').map((page_url) => ({ name: 'page_visit', properties: { page_url } })),
  deal,
  fc.constantFrom({}, { lists: ['expo'] }).map((more) => ({ name: 'form_submit', properties: {}, ...more })),
  deal,
  fc
    .constantFrom<LeadEvent['traits']>(
      { country: 'DE' },
      { country: null, job_title: 'CFO' },
      { renewal_date: '2026-01-20T00:00:00.000Z' },
    )
    .map((traits) => ({ name: 'identify', properties: {}, traits })),
);
const counts = fc.dictionary(fc.constantFrom('s0', 's1', 's2', 's3'), fc.integer({ min: 1, max: 3 }));
const happening = fc.record({
  after: fc.constantFrom(0, 1, HOUR, DAY, 3 * DAY, 8 * DAY),
  what: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ event, age: fc.constantFrom(0, 0, 1, HOUR, DAY, 5 * DAY, 40 * DAY) }),
    },
    { weight: 1, arbitrary: fc.record({ stakeholders: counts }) },
    { weight: 1, arbitrary: fc.record({ program }) },
    {
      weight: 1,
      arbitrary: fc.record({
        command: fc.constantFrom(
          { do: 'join_list' as const, list: 'expo' },
          { do: 'leave_list' as const, list: 'expo' },
        ),
      }),
    },
  ),
  /** Where between this and the next instant the lead is looked at too. */
  look: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('the segments of a lead are at every instant those that its whole history says', () => {
  let joined = 0;
  let parted = 0;
  fc.assert(
    fc.property(program, fc.array(happening, { minLength: 2, maxLength: 25 }), (first, history) => {
      let inForce = compiled(first, 1);
      let lead = newLead(LEAD, T0);
      const raw = new RawHistory();
      const events: LeadEvent[] = [];
      const take = (at: Instant, facts: Facts, body: InputBody) => {
        const input: Input = { seq: lead.seq + 1, at, facts, semantics: 1, ...body };
        const decision = decide(inForce, lead, input);
        lead = decision.lead;
        raw.add(input, decision);
        if (input.kind === 'event') events.push(input.event);
        for (const { did } of decision.trace) {
          if (did === 'join') joined++;
          if (did === 'part') parted++;
        }
        expect(lead.segments).toEqual(raw.segmentsAt(inForce, at));
      };
      take(T0, {}, { kind: 'event', event: eventAt(T0, 0, { name: 'identify', properties: {} }) });
      for (const { after, what, look } of history) {
        const at = lead.at + after;
        const due = () => lead.timers[0]?.at ?? Number.POSITIVE_INFINITY;
        for (let n = 0; n < 60 && due() < at; n++) take(due(), {}, { kind: 'timer' });
        for (const instant of [due() - 1, lead.at + look * (Math.min(due(), lead.at + 20 * DAY) - lead.at)]) {
          const between = Math.floor(Math.min(due() - 1, instant));
          if (Number.isFinite(between) && between >= lead.at)
            expect(lead.segments).toEqual(raw.segmentsAt(inForce, between));
        }
        if ('event' in what)
          take(at, {}, { kind: 'event', event: eventAt(at, what.age, what.event, lead.seq) });
        else if ('stakeholders' in what) {
          const { stakeholders } = what;
          const account = { id: 'a', version: 1, fields: {}, stakeholders: countedIn(stakeholders, inForce) };
          take(at, { account }, { kind: 'account' });
        } else if ('command' in what) {
          take(at, {}, { kind: 'command', command: what.command, by: 'p1' });
        } else {
          const next = compiled(what.program, inForce.version + 1);
          const features = backfilled(inForce, next, events, at);
          inForce = next;
          const known = lead.account?.stakeholders;
          // As the runtime has it: what nobody counts any more comes in no fact.
          const account = {
            id: 'a',
            version: 1,
            fields: {},
            ...(known && { stakeholders: countedIn(known, inForce) }),
          };
          take(at, lead.account ? { account } : {}, {
            kind: 'activation',
            version: inForce.version,
            features,
          });
        }
      }
    }),
    { numRuns: Number(process.env.MEMBERSHIP_RUNS ?? 400), seed: 1 },
  );
  expect(joined).toBeGreaterThan(500);
  expect(parted).toBeGreaterThan(200);
}, 300_000);

function eventAt(at: Instant, age: number, parts: Pick<LeadEvent, 'name' | 'properties'>, n = 0): LeadEvent {
  return {
    id: `m${n}`,
    source: 'test',
    occurredAt: at - age,
    ...(age > DAY && { historic: true }),
    ...parts,
  };
}

function countedIn(counts: Readonly<Record<string, number>>, { stakeholders }: CompiledProgram) {
  return Object.fromEntries(Object.entries(counts).filter(([id]) => id in stakeholders));
}

/** As an activation carries it: what the earlier program did not keep, from the events so far. */
function backfilled(
  before: CompiledProgram,
  after: CompiledProgram,
  events: readonly LeadEvent[],
  now: Instant,
): Record<string, Feature> {
  const features: Record<string, Feature> = {};
  for (const spec of lackingFeatures(before, after)) {
    for (const one of events)
      if (countsEvent(spec, one)) features[spec.key] = addToFeature(features[spec.key], one, now, spec);
  }
  return features;
}
