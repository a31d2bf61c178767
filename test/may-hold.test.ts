import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Vocabulary } from '../engine/program/condition/ast.ts';
import { evaluate } from '../engine/program/condition/evaluate.ts';
import { featuresOf, mergeFeatures } from '../engine/program/condition/features.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import type { View } from '../engine/program/condition/view.ts';
import { mayHold } from '../engine/program/validate/holds/may-hold.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { conditionArbitrary } from './condition-arbitraries.ts';
import { featuresFrom, leadArbitrary, nowArbitrary, viewOf, type WorldLead } from './condition-world.ts';

const { lead_score, journey_stage, industry, employees, renewal_date } = defaultVocabulary.fields;
const { page_visit, tool_use, deal_closed } = defaultVocabulary.events;
/** Few words, so that parts of a condition speak of the same things. */
const few = {
  fields: { lead_score, journey_stage, industry, employees, renewal_date },
  events: { page_visit, tool_use, deal_closed },
} as Vocabulary;

const narrow = conditionArbitrary(few, { event: true });
const conditions = fc.oneof(
  narrow,
  fc.array(narrow, { minLength: 2, maxLength: 5 }).map((of): Condition => ({ op: 'and', of })),
);
const segments = fc.record({
  first: conditionArbitrary(few, { event: false }).map(withoutSegments),
  second: conditionArbitrary(few, { event: false }).map(withoutSegments),
});

function withoutSegments(c: Condition): Condition {
  switch (c.op) {
    case 'and':
    case 'or':
      return { op: c.op, of: c.of.map(withoutSegments) };
    case 'not':
      return { op: 'not', of: withoutSegments(c.of) };
    case 'segment':
    case 'stakeholders':
      return { op: 'known', field: 'industry' };
    default:
      return c;
  }
}

/** The lead with each event that is arriving, and with none. */
function viewsOf(
  lead: WorldLead,
  now: number,
  own: Record<string, Condition>,
  all: readonly Condition[],
): View[] {
  const specs = mergeFeatures([...all, ...Object.values(own)].flatMap(featuresOf));
  const plain: View = viewOf(lead, now, {
    vocabulary: few,
    features: featuresFrom(lead.events, specs),
    inSegment: (id) => own[id] !== undefined && evaluate(own[id], plain),
  });
  const arrivals = lead.events.map(
    ({ name, properties }) => ({ name, properties }) as NonNullable<View['event']>,
  );
  return [plain, ...arrivals.map((event) => ({ ...plain, event }))];
}

describe('a condition of which it is said that it can never hold', () => {
  it('is false for every lead at every instant', () => {
    let never = 0;
    let always = 0;
    const world = nowArbitrary.chain((now) =>
      fc.record({
        now: fc.constant(now),
        leads: fc.array(leadArbitrary(few, now, now + 86_400_000), { minLength: 5, maxLength: 12 }),
        all: fc.array(conditions, { minLength: 10, maxLength: 30 }),
        own: segments,
      }),
    );
    fc.assert(
      fc.property(world, ({ now, leads, all, own }) => {
        const known = { vocabulary: few, segments: own };
        const impossible = all.filter((c) => !mayHold(c, known));
        const certain = all.filter((c) => !mayHold({ op: 'not', of: c }, known));
        never += impossible.length;
        always += certain.length;
        for (const lead of leads) {
          for (const view of viewsOf(lead, now, own, all)) {
            for (const c of impossible) expect([c, evaluate(c, view)]).toEqual([c, false]);
            for (const c of certain) expect([c, evaluate(c, view)]).toEqual([c, true]);
          }
        }
      }),
      { numRuns: Number(process.env.CONDITION_RUNS ?? 100), seed: 1 },
    );
    expect(never).toBeGreaterThan(100);
    expect(always).toBeGreaterThan(10);
  });

  it.each([
    'lead_score > 5 AND lead_score < 6',
    'lead_score IS UNKNOWN',
    'lead_score >= 50 AND NOT (lead_score > 10 OR industry = "x")',
    'industry = "fintech" AND industry = "insurance"',
    'industry IN ("a", "b") AND industry NOT IN ("b", "a")',
    'industry IS UNKNOWN AND industry CONTAINS "a"',
    'industry STARTS WITH "health" AND industry STARTS WITH "fin"',
    'industry ENDS WITH "care" AND industry NOT CONTAINS "ar"',
    'industry > "m" AND industry STARTS WITH "a"',
    'employees > 100 AND employees < 50',
    'employees >= 5 AND employees <= 5 AND employees != 5',
    'journey_stage = "decision" AND journey_stage != "decision"',
    'journey_stage NOT IN ("awareness", "consideration", "decision", "implementation", "advocacy")',
    'renewal_date BEFORE now AND renewal_date AFTER now + 1 day',
    'page_visits < 0',
    'page_visits >= 3 IN last_7_days AND page_visits < 3 IN last_30_days',
    'page_visits >= 1 WHERE (page_url CONTAINS "pricing") AND page_visits = 0',
    'page_visits >= 1 WHERE (page_url = "a" AND page_url = "b")',
    'SUM(deal_closed.amount) >= 1000 AND SUM(deal_closed.amount) < 500',
    'ON TRACK a AND FINISHED TRACK a',
    'ON TRACK a AND NOT EVER ON TRACK a',
    'IN LIST x AND NOT IN LIST x',
    'IN SEGMENT hot AND lead_score < 10',
    'page_visit AND form_submit',
    'page_visit AND page_url = "a" AND event.page_url CONTAINS "b"',
    '(lead_score > 80 OR employees > 80) AND lead_score < 5 AND employees < 5',
  ])('is found: %s', (text) => {
    const hot = parseCondition('lead_score >= 50', defaultVocabulary);
    const known = { vocabulary: defaultVocabulary, segments: { hot } };
    expect(mayHold(parseCondition(text, defaultVocabulary), known)).toBe(false);
  });

  it.each([
    'employees > 5 AND employees < 6',
    'industry != "a" AND industry != "b"',
    'company_size NOT IN ("smb", "mid-market", "enterprise")',
    'industry STARTS WITH "a" AND industry > "a" AND industry < "b"',
    'page_visits >= 3 IN last_30_days AND page_visits = 0 IN last_7_days',
    'page_visits >= 1 AND page_visits = 0 WHERE (page_url CONTAINS "pricing")',
    'renewal_date BEFORE now + 30 days AND renewal_date AFTER now',
    'NOT (renewal_date BEFORE now) AND NOT (renewal_date AFTER now)',
    'NOT ON TRACK a AND NOT FINISHED TRACK a',
    'IN SEGMENT unknown AND lead_score < 10',
  ])('is not this one: %s', (text) => {
    const known = { vocabulary: defaultVocabulary, segments: {} };
    expect(mayHold(parseCondition(text, defaultVocabulary), known)).toBe(true);
  });

  it('is not searched for without end', () => {
    const pair = (n: number) => `(employees = ${n} OR industry = "${n}")`;
    const text = Array.from({ length: 60 }, (_, n) => pair(n)).join(' AND ');
    const before = performance.now();
    mayHold(parseCondition(text, defaultVocabulary), { vocabulary: defaultVocabulary, segments: {} });
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
