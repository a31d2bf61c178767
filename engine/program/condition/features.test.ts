import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import type { Condition } from './ast.ts';
import {
  addToFeature,
  bucketOf,
  type CountCondition,
  countsEvent,
  type FeatureCounts,
  type FeatureSpec,
  featureKey,
  featuresOf,
} from './features.ts';
import { parseCondition } from './parse.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const parse = (text: string) => parseCondition(text, defaultVocabulary);
const keyOf = (text: string) => featureKey(parse(text) as CountCondition);

describe('featuresOf', () => {
  it('gives one feature per fragment and unit, as wide as the widest window', () => {
    const specs = featuresOf(
      parse(
        'page_visits >= 1 IN last_30_days OR page_visits >= 9 IN last_60_days OR page_visits = 0 IN last_7_days OR page_visits > 5 OR NOT page_visits = 0 IN last_2_days',
      ),
    );
    expect(specs.map(({ event, unit, days }) => ({ event, unit, days }))).toEqual(
      expect.arrayContaining([
        { event: 'page_visit', unit: 'day', days: 60 },
        { event: 'page_visit', unit: 'hour', days: 7 },
        { event: 'page_visit', unit: 'total', days: undefined },
      ]),
    );
    expect(specs).toHaveLength(3);
    expect(specs.map(({ key }) => key)).toEqual(specs.map(({ key }) => key).toSorted());
  });

  it('keys by event, where and unit, not by comparison, width or order of JSON keys', () => {
    const key = keyOf('page_visits >= 1 WHERE (page_url = "a") IN last_30_days');
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf('page_visits = 7 WHERE (page_url = "a") IN last_8_days')).toBe(key);
    for (const other of [
      'page_visits >= 1 WHERE (page_url = "a") IN last_7_days',
      'page_visits >= 1 WHERE (page_url = "a")',
      'page_visits >= 1 WHERE (page_url = "b") IN last_30_days',
      'page_visits >= 1 WHERE (page_title = "a") IN last_30_days',
      'page_visits >= 1 IN last_30_days',
      'form_submits >= 1 WHERE (page_url = "a") IN last_30_days',
    ]) {
      expect(keyOf(other), other).not.toBe(key);
    }
    const shuffled: CountCondition = {
      days: 30,
      value: 1,
      is: '>=',
      where: { value: 'a', is: '=', property: 'page_url', op: 'property' } as Condition,
      event: 'page_visit',
      op: 'count',
    };
    expect(featureKey(shuffled)).toBe(key);
  });

  it('keeps its keys over versions, since leads carry them', () => {
    expect(keyOf('page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days')).toBe(
      'ea50662b204eb82a',
    );
  });
});

describe('countsEvent', () => {
  const [spec] = featuresOf(parse('tool_uses >= 1 WHERE (completed = true AND NOT tool = "roi")')) as [
    FeatureSpec,
  ];
  it.each([
    [{ name: 'tool_use', properties: { completed: true, tool: 'x' } }, true],
    [{ name: 'tool_use', properties: { completed: true } }, true],
    [{ name: 'tool_use', properties: { completed: 'true' } }, false],
    [{ name: 'tool_use', properties: { completed: true, tool: 'roi' } }, false],
    [{ name: 'content_share', properties: { completed: true } }, false],
  ])('%j: %s', (event, counted) => {
    expect(countsEvent(spec, event)).toBe(counted);
  });
});

describe('addToFeature', () => {
  const spec = (days?: number) =>
    featuresOf({ op: 'count', event: 'x', is: '=', value: 0, days })[0] as FeatureSpec;
  const now = 100 * DAY + 5 * HOUR;
  const add = (feature: FeatureCounts | undefined, occurredAt: number, at: number, of: FeatureSpec) =>
    addToFeature(feature, { occurredAt, properties: {} }, at, of);

  it('counts in hours up to 7 days, in UTC days beyond, and only in total without a window', () => {
    expect(add(undefined, now, now, spec(7))).toEqual({ total: 1, buckets: [100 * 24 + 5, 1] });
    expect(add(undefined, now, now, spec(8))).toEqual({ total: 1, buckets: [100, 1] });
    expect(add(undefined, now, now, spec())).toEqual({ total: 1, buckets: [] });
  });

  it('puts a late event into its own bucket, and one older than the window into the total only', () => {
    const first = add(undefined, now, now, spec(30));
    expect(add(first, now - 3 * DAY, now, spec(30))).toEqual({
      total: 2,
      buckets: [97, 1, 100, 1],
    });
    expect(add(first, now - 30 * DAY, now, spec(30))).toEqual({ total: 2, buckets: [100, 1] });
    expect(add(first, now - 29 * DAY, now, spec(30))).toEqual({
      total: 2,
      buckets: [71, 1, 100, 1],
    });
  });

  it('drops buckets that have left the window and leaves the given feature alone', () => {
    const before: FeatureCounts = Object.freeze({
      total: 5,
      buckets: Object.freeze([70, 2, 71, 2, 99, 1]),
    });
    expect(add(before, now, now, spec(30))).toEqual({ total: 6, buckets: [71, 2, 99, 1, 100, 1] });
  });

  it('comes to the same whatever the order of the events', () => {
    const history = fc.uniqueArray(fc.integer({ min: now - 20 * DAY, max: now }), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(
        history,
        fc.constantFrom(1, 7, 8, 15),
        fc.infiniteStream(fc.nat()),
        (instants, days, order) => {
          const build = (all: number[]) =>
            all.reduce<FeatureCounts | undefined>((f, at) => add(f, at, now, spec(days)), undefined);
          const shuffled = instants
            .map((at) => ({ at, by: order.next().value as number }))
            .sort((a, b) => a.by - b.by)
            .map(({ at }) => at);
          const built = build(instants);
          expect(build(shuffled)).toEqual(built);
          // Events that come in order, each at its own time, leave the same once the last has come.
          const inOrder = instants.toSorted((a, b) => a - b);
          const asTheyCame = inOrder.reduce<FeatureCounts | undefined>(
            (f, at) => add(f, at, at, spec(days)),
            undefined,
          );
          const last = inOrder.at(-1) as number;
          const atLast = inOrder.reduce<FeatureCounts | undefined>(
            (f, at) => add(f, at, last, spec(days)),
            undefined,
          );
          expect(asTheyCame).toEqual(atLast);
        },
      ),
    );
  });

  it('buckets instants before the epoch downwards', () => {
    expect(bucketOf(-1, 'hour')).toBe(-1);
    expect(bucketOf(0, 'day')).toBe(0);
    expect(bucketOf(DAY - 1, 'day')).toBe(0);
  });
});
