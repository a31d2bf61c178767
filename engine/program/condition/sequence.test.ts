import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import { evaluate } from './evaluate.ts';
import type { SequenceCondition } from './features.ts';
import { addToFeature, bucketOf, type FeatureCounts, featuresOf, windowUnit } from './features.ts';
import { parseCondition } from './parse.ts';
import { sequenceUntil } from './sequence.ts';
import type { View } from './view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const noon = Temporal.Instant.from('2026-03-29T12:00:00Z').epochMilliseconds;

interface Seen {
  name: string;
  occurredAt: number;
}

/** The view of a lead that saw these, each when it came: in this order, `now` being the last's. */
function viewOf(c: SequenceCondition, events: readonly Seen[], now: number): View {
  const features = new Map<string, FeatureCounts>();
  for (const { name, occurredAt } of events) {
    for (const spec of featuresOf(c)) {
      if (spec.event !== name) continue;
      features.set(spec.key, addToFeature(features.get(spec.key), { occurredAt, properties: {} }, now, spec));
    }
  }
  return {
    now,
    field: () => undefined,
    feature: (key) => features.get(key),
    inSegment: () => false,
    stakeholders: () => 0,
    onList: () => false,
    enrolment: () => undefined,
  };
}

const parse = (text: string) => parseCondition(text, defaultVocabulary) as SequenceCondition;

function holds(text: string, visits: readonly number[], requests: readonly number[], now = noon): boolean {
  const events = [
    ...requests.map((occurredAt) => ({ name: 'demo_request', occurredAt })),
    ...visits.map((occurredAt) => ({ name: 'page_visit', occurredAt })),
  ];
  return evaluate(parse(text), viewOf(parse(text), events, now));
}

describe('a sequence', () => {
  const week = 'page_visit THEN demo_request WITHIN 7_days';

  it('holds when the one event came before the other, to the millisecond', () => {
    expect(holds(week, [noon - 2], [noon - 1])).toBe(true);
    expect(holds(week, [noon - 1], [noon - 1])).toBe(false);
    expect(holds(week, [noon - 1], [noon - 2])).toBe(false);
    expect(holds(week, [noon - 7 * DAY], [noon])).toBe(true);
    expect(holds(week, [noon - 7 * DAY - 1], [noon])).toBe(false);
  });

  it('needs two events, also of one name', () => {
    const twice = 'page_visit THEN page_visit WITHIN 1_day';
    expect(holds(twice, [noon], [])).toBe(false);
    expect(holds(twice, [noon - 1, noon], [])).toBe(true);
    expect(holds(twice, [noon - DAY, noon], [])).toBe(true);
    expect(holds(twice, [noon - DAY - 1, noon], [])).toBe(false);
  });

  it('asks for the second event only to be in the window', () => {
    const recent = `${week} IN last_1_day`;
    const oldest = noon - (noon % HOUR) - 23 * HOUR;
    expect(holds(recent, [oldest - 7 * DAY], [oldest])).toBe(true);
    expect(holds(recent, [oldest - 2], [oldest - 1])).toBe(false);
  });

  it('looks back 365 days without a window', () => {
    const oldest = noon - (noon % DAY) - 364 * DAY;
    expect(holds(week, [oldest - 7 * DAY], [oldest])).toBe(true);
    expect(holds(week, [oldest - 2], [oldest - 1])).toBe(false);
  });

  it('is the same as looking at all pairs of events, whatever order they came in, and ends when it says', () => {
    let held = 0;
    const instants = (about: number) =>
      fc.array(
        fc
          .tuple(
            fc.constantFrom(0, 1, 2, 6, 7, 8, 9, 14, 29, 30, 31),
            fc.constantFrom(0, 1, HOUR, DAY - 1, DAY),
            fc.constantFrom(-1, 0, 1),
          )
          .map(([days, by, more]) => about - days * DAY - by + more)
          .filter((at) => at <= about),
        { maxLength: 6 },
      );
    const now = fc.constantFrom(0, 1, -1, HOUR, 12 * HOUR - 1).map((by) => noon - 12 * HOUR + by);
    fc.assert(
      fc.property(
        now.chain((at) => fc.tuple(fc.constant(at), instants(at), instants(at))),
        fc.constantFrom(1, 2, 7, 8, 30),
        fc.constantFrom(1, 7, 8, 30, undefined),
        fc.boolean(),
        ([at, visits, requests], within, days, secondsFirst) => {
          const c = parse(
            `page_visit THEN demo_request WITHIN ${within}_days${days === undefined ? '' : ` IN last_${days}_days`}`,
          );
          const events = [
            ...visits.map((occurredAt) => ({ name: 'page_visit', occurredAt })),
            ...requests.map((occurredAt) => ({ name: 'demo_request', occurredAt })),
          ];
          const view = viewOf(c, secondsFirst ? events.reverse() : events, at);
          expect(evaluate(c, view)).toBe(byPairs(visits, requests, within, days ?? 365, at));
          const until = sequenceUntil(c, view);
          if (until === undefined) return;
          held++;
          expect(until).toBeGreaterThan(at);
          expect(evaluate(c, { ...view, now: until - 1 })).toBe(true);
          expect(evaluate(c, { ...view, now: until })).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
    expect(held).toBeGreaterThan(300);
  });

  function byPairs(firsts: number[], seconds: number[], within: number, days: number, now: number): boolean {
    const unit = windowUnit(days);
    const oldest = bucketOf(now, unit) - (unit === 'hour' ? 24 : 1) * days + 1;
    return seconds.some(
      (second) =>
        bucketOf(second, unit) >= oldest &&
        firsts.some((first) => first < second && second - first <= within * DAY),
    );
  }

  it('is remembered in at most 365 and 456 buckets, however often the events happen', () => {
    const c = parse('page_visit THEN demo_request WITHIN 90_days');
    const features: FeatureCounts[] = [];
    for (const spec of featuresOf(c)) {
      let feature: FeatureCounts | undefined;
      for (let at = noon - 600 * DAY; at <= noon; at += 7 * HOUR)
        feature = addToFeature(feature, { occurredAt: at, properties: {} }, at, spec);
      if (feature) features.push(feature);
    }
    expect(features.map(({ buckets }) => buckets.length / 2).sort()).toEqual([365, 456]);
    expect(JSON.stringify(features).length).toBeLessThan(24_000);
  });
});
