import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultVocabulary } from '../vocabulary.ts';
import { addFeatures } from './add-features.ts';
import { addToFeature, type FeatureCounts, featuresOf } from './features.ts';
import { parseCondition } from './parse.ts';
import { spanOf } from './spans.ts';

const DAY = 86_400_000;
const now = 20_500 * DAY + DAY / 2;

const specs = [
  'deals_closed >= 1 IN last_9_days',
  'deals_closed >= 1 IN last_2_days',
  'SUM(deal_closed.amount) > 5 IN last_9_days',
  'deal_closed THEN page_visit WITHIN 2_days IN last_9_days',
].map((text) => {
  const spec = featuresOf(parseCondition(text, defaultVocabulary)).find(
    ({ event }) => event === 'deal_closed',
  );
  if (!spec) throw new TypeError(`${text} keeps nothing of deals`);
  return spec;
});
type Spec = (typeof specs)[number];
interface Deal {
  occurredAt: number;
  amount: number;
}

const happened: fc.Arbitrary<Deal> = fc.record({
  // Few days and amounts: buckets are met again, and sums come to 0.
  occurredAt: fc
    .tuple(fc.integer({ min: -14, max: 1 }), fc.constantFrom(0, 1, 7_200_000))
    .map(([days, ms]) => now + days * DAY + ms),
  amount: fc.constantFrom(-1.5, 0, 1.5),
});

const built = (deals: readonly Deal[], spec: Spec) =>
  deals.reduce<FeatureCounts | undefined>(
    (feature, { occurredAt, amount }) =>
      addToFeature(feature, { occurredAt, properties: { amount } }, now, spec),
    undefined,
  );

/** What is kept, by bucket, without any order being kept up. */
function byHand(deals: readonly Deal[], spec: Spec): number[] {
  const length = spec.unit === 'hour' ? 3_600_000 : DAY;
  const all = Map.groupBy(deals, ({ occurredAt }) => Math.floor(occurredAt / length));
  const oldest = Math.floor(now / length) - ((spec.days ?? 0) * DAY) / length;
  return [...all]
    .filter(([bucket]) => bucket > oldest)
    .sort(([a], [b]) => a - b)
    .flatMap(([bucket, within]) => {
      const instants = within.map(({ occurredAt }) => occurredAt - bucket * length);
      if (spec.keeps === 'span') return [bucket, Math.min(...instants) * DAY + Math.max(...instants)];
      if (spec.keeps === undefined) return [bucket, within.length];
      const sum = within.reduce((total, { amount }) => total + amount * 1000, 0);
      return sum === 0 ? [] : [bucket, sum];
    });
}

it.each(specs)('keeps what happened by bucket, ascending, added one by one or put together: %j', (spec) => {
  fc.assert(
    fc.property(
      fc.array(happened, { maxLength: 12 }),
      fc.array(happened, { minLength: 1, maxLength: 12 }),
      (a, b) => {
        const all = built([...a, ...b], spec);
        expect(all?.buckets).toEqual(byHand([...a, ...b], spec));
        expect(addFeatures(built(a, spec), built(b, spec) as FeatureCounts, now, spec)).toEqual(all);
      },
    ),
    { numRuns: 500 },
  );
});

it('drops what has left the window since, of both', () => {
  const [spec] = specs as [Spec];
  const a = { total: 3, buckets: Object.freeze([20_491, 1, 20_493, 2]) };
  const b = { total: 3, buckets: Object.freeze([20_491, 1, 20_492, 1, 20_494, 1]) };
  expect(addFeatures(a, b, now, spec)).toEqual({ total: 6, buckets: [20_492, 1, 20_493, 2, 20_494, 1] });
  expect(addFeatures(undefined, b, now, spec)).toEqual({ total: 3, buckets: [20_492, 1, 20_494, 1] });
});

it('drops the bucket of a sum that comes to 0, and keeps the span of midnight', () => {
  const [, , sum, span] = specs as [Spec, Spec, Spec, Spec];
  const deal = (days: number, amount: number) => ({ occurredAt: now - days * DAY, amount });
  const sold = [deal(2, 5), deal(1, 7), deal(0, 9)];
  expect(built([...sold, deal(1, -7)], sum)).toEqual({
    total: 14_000,
    buckets: [20_498, 5000, 20_500, 9000],
  });
  const midnight = built([{ occurredAt: 20_500 * DAY, amount: 1 }], span);
  expect(midnight).toEqual({ total: 1, buckets: [20_500, 0] });
  expect(spanOf(0)).toEqual({ first: 0, last: 0 });
});
