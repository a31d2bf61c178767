import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../db/canonical.ts';
import { compileProgram } from '../../program/compile/compile.ts';
import { addFeatures } from '../../program/condition/add-features.ts';
import { addToFeature, countsEvent } from '../../program/condition/features.ts';
import { parseProgram } from '../../program/parse.ts';
import { decide, newLead } from '../decide.ts';
import type { Decision, Feature, Input, InputBody, LeadEvent, LeadState } from '../types.ts';

const T0 = 1_767_614_400_000;
const HOUR = 3_600_000;
const IDS = { a: 'aaaaaaaa-0000-8000-8000-000000000000', b: 'bbbbbbbb-0000-8000-8000-000000000000' } as const;
type Who = keyof typeof IDS;

const program = compileProgram(
  parseProgram({
    schema: 1,
    segments: {
      all: { title: 'All', when: 'page_visits >= 3' },
      hours: { title: 'Hours', when: 'page_visits >= 2 IN last_2_days' },
      days: { title: 'Days', when: 'page_visits >= 2 WHERE (page_url CONTAINS "pricing") IN last_30_days' },
      sums: { title: 'Sums', when: 'SUM(deal_closed.amount) >= 100 IN last_30_days' },
      order: { title: 'Order', when: 'page_visit THEN deal_closed WITHIN 2_days IN last_30_days' },
    },
    scoring: {
      rules: {
        visit: { title: 'Visit', when: 'page_visit', points: 3, cap: { points: 7, per: 'week' } },
        deal: { title: 'Deal', when: 'deal_closed', points: 10 },
      },
      fit: { regular: { title: 'Regular', when: 'IN SEGMENT all', points: 4 } },
      thresholds: { warm: { title: 'Warm', at: 20, actions: [{ do: 'lifecycle', stage: 'mql' }] } },
    },
    triggers: {},
    tracks: {},
  }),
  1,
);

interface Happened {
  who: Who;
  after: number;
  age: number;
  name: 'page_visit' | 'deal_closed';
  properties: Record<string, number | string>;
}
const happening: fc.Arbitrary<Happened> = fc.record({
  who: fc.constantFrom<Who>('a', 'b'),
  after: fc.integer({ min: 0, max: 20 * 24 * HOUR }),
  age: fc.integer({ min: 0, max: 40 * 24 * HOUR }),
  name: fc.constantFrom('page_visit', 'deal_closed'),
  properties: fc.record({
    weight: fc.integer({ min: 0, max: 3 }),
    amount: fc.integer({ min: -50, max: 90 }),
  }),
});

/** Lives the history; at place `at` one of the two is merged into the other, and both events go there from then on. */
function live(history: readonly Happened[], at: number, loser: Who) {
  const survivor: Who = loser === 'a' ? 'b' : 'a';
  const leads: Record<Who, LeadState> = { a: newLead(IDS.a, T0), b: newLead(IDS.b, T0) };
  const log: { who: Who; input: Input; decision: Decision }[] = [];
  const events: LeadEvent[] = [];
  let now = T0;
  let merged = false;
  const take = (who: Who, body: InputBody) => {
    const lead = leads[who];
    const input: Input = { seq: lead.seq + 1, at: now, facts: {}, semantics: 1, ...body };
    const decision = decide(program, lead, input);
    log.push({ who, input, decision });
    leads[who] = decision.lead;
  };
  const merge = () => {
    take(survivor, { kind: 'merge', loser: leads[loser], queued: [], had: {}, by: 'p1' });
    take(loser, { kind: 'redirect', to: IDS[survivor], by: 'p1' });
    merged = true;
  };
  // Both are known before they are found to be one.
  for (const who of ['a', 'b'] as const)
    take(who, {
      kind: 'event',
      event: { id: who, source: 'test', name: 'identify', occurredAt: now, properties: {} },
    });
  for (const [n, { who, after, age, name, properties }] of history.entries()) {
    now += after;
    if (n === at) merge();
    const event = { id: `m${n}`, source: 'test', name, occurredAt: Math.max(0, now - age), properties };
    events.push(event);
    take(merged ? survivor : who, { kind: 'event', event });
  }
  if (!merged) merge();
  return { survivor, lead: leads[survivor], log, events, now };
}

const lives = fc.record({
  history: fc.array(happening, { maxLength: 25 }),
  at: fc.nat({ max: 25 }),
  loser: fc.constantFrom<Who>('a', 'b'),
});

it('whenever two leads are merged, the counts are those of all events of both', () => {
  fc.assert(
    fc.property(lives, ({ history, at, loser }) => {
      const { lead, events, now } = live(history, at, loser);
      for (const spec of Object.values(program.features)) {
        const counted = events.filter((event) => countsEvent(spec, event));
        const expected = counted.reduce<Feature | undefined>(
          (sum, event) => addToFeature(sum, event, now, spec),
          undefined,
        );
        const nothing = { total: 0, buckets: [] };
        // What has left the window since the last event is dropped at the next one only.
        const kept = addFeatures(lead.features[spec.key], nothing, now, spec);
        expect(kept).toEqual(expected ?? nothing);
      }
    }),
    { numRuns: 300 },
  );
});

it('whenever two leads are merged, the scores are the sums of the ledger, and replay gives the same bytes', () => {
  fc.assert(
    fc.property(lives, ({ history, at, loser }) => {
      const { survivor, lead, log } = live(history, at, loser);
      const own = log.filter(({ who }) => who === survivor);
      const ledger = own.flatMap(({ decision }) => decision.ledger);
      expect(lead.score).toBe(ledger.reduce((sum, { points }) => sum + points, 0));
      for (const [model, score] of Object.entries(lead.scores))
        expect(score).toBe(
          ledger.reduce((sum, entry) => sum + (entry.model === model ? entry.points : 0), 0),
        );

      let again = newLead(IDS[survivor], T0);
      for (const { input, decision } of own) {
        // As the log gives it back, in whatever order of members.
        const stored: Input = JSON.parse(canonicalJson(input));
        const replayed = decide(program, again, stored);
        expect(canonicalJson(replayed)).toBe(canonicalJson(decision));
        again = replayed.lead;
      }
    }),
    { numRuns: 200 },
  );
});
