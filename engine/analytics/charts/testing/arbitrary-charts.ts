import fc from 'fast-check';
import { bars } from '../bars/bars.ts';
import { cohorts } from '../cohorts/cohorts.ts';
import { compared } from '../compared/compared.ts';
import { distribution } from '../distribution/distribution.ts';
import { experiment } from '../experiment/experiment.ts';
import { funnel } from '../funnel/funnel.ts';
import type { Look, VegaLiteSpec } from '../spec.ts';
import { trackFlow } from '../track-flow/track-flow.ts';
import { trend } from '../trend/trend.ts';

const week = 7 * 86_400_000;
const name = fc.constantFrom(
  'a',
  '',
  'Subscriber',
  'x'.repeat(80),
  '日本語のとても長いタイトルです',
  'A rather long name of a thing',
);
const many = fc.oneof(fc.constantFrom(0, 1, 29, 30), fc.nat(99_000_000));
const unit = fc.constantFrom('share' as const, 'count' as const, 'days' as const, 'money' as const);
const value = fc.oneof(
  fc.constantFrom(0, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e7, noNaN: true }),
);
const bound = fc.option(value);
const figure = fc.record({ value: bound, low: bound, high: bound });
const list = <Item>(item: fc.Arbitrary<Item>, maxLength = 12) => fc.array(item, { maxLength });
const points = list(figure).map((all) => all.map((one, n) => ({ ...one, at: n * week })));
const stepId = fc.nat(12).map((n) => `s${n}`);

const drawn =
  <Data>(draw: (data: Data, look: Look) => VegaLiteSpec) =>
  (data: Data) =>
  (look: Look) =>
    draw(data, look);

/** Charts of whatever figures, also of such as contradict each other. */
export const arbitraryCharts: Record<string, fc.Arbitrary<(look: Look) => VegaLiteSpec>> = {
  funnel: fc
    .record({ title: name, unit: name, stages: list(fc.record({ name, count: many })) })
    .map(drawn(funnel)),
  trend: fc
    .record({
      title: name,
      unit,
      step: fc.constantFrom('day' as const, 'month' as const),
      points,
      before: points,
      unreliable: fc.boolean(),
    })
    .map(drawn(trend)),
  cohorts: fc
    .record({
      title: name,
      unit: name,
      reached: name,
      cohorts: list(
        fc.record({ name, size: many, shares: list(fc.option(fc.double({ min: 0, max: 1, noNaN: true }))) }),
      ),
    })
    .map(drawn(cohorts)),
  'track flow': fc
    .record({
      title: name,
      unit: name,
      steps: list(
        fc.record({
          title: name,
          kind: fc.constantFrom('email', 'exit'),
          reached: many,
          here: many,
          goal: many,
          left: many,
        }),
      ).map((steps) => steps.map((step, n) => ({ ...step, id: `s${n}` }))),
      ways: list(fc.record({ from: stepId, to: stepId, count: many, name })),
    })
    .map(drawn(trackFlow)),
  distribution: fc
    .record({
      title: name,
      unit,
      counted: name,
      bins: list(many).map((counts) => counts.map((count, n) => ({ from: n * 5, to: n * 5 + 5, count }))),
      median: figure,
      waiting: many,
    })
    .map(drawn(distribution)),
  experiment: fc
    .record({
      title: name,
      metric: name,
      unit,
      verdict: name,
      arms: list(
        fc.record({ name, control: fc.boolean(), leads: many, value: bound, low: bound, high: bound }),
        4,
      ),
      minimum: many,
      differences: list(
        fc.record({
          arm: name,
          points: list(
            fc.record({ difference: fc.double({ min: -1, max: 1, noNaN: true }), low: bound, high: bound }),
          ),
        }),
        6,
      ).map((all) =>
        all.map(({ arm, points }) => ({
          arm,
          points: points.map((point, n) => ({ ...point, at: n * week })),
        })),
      ),
      minimumReachedAt: fc.nat(week * 12),
    })
    .map(drawn(experiment)),
  compared: fc
    .record({ title: name, figures: list(fc.record({ name, base: many, low: many, high: many })) })
    .map(drawn(compared)),
  bars: fc
    .record({
      title: name,
      subtitle: name,
      unit,
      bars: list(
        fc.record({ name, note: name, marked: fc.boolean(), value: bound, low: bound, high: bound }),
        24,
      ),
    })
    .map(drawn(bars)),
};
