import type { Dashboard, Velocity } from './dashboard.ts';
import type { MetricId } from './definitions.ts';
import type { Figure } from './figure.ts';
import { beforeInWords, count, inUnit, inWords } from './words.ts';

/**
 * What a manager should know first, in three sentences: how many get on, how long it takes against leads that are not
 * nurtured, what it brought. Each number comes with what it is of, its interval, or that there is not enough data.
 */
export function summary(dashboard: Pick<Dashboard, 'overall' | 'velocity' | 'pipeline'>): string[] {
  const figure = (metric: MetricId) =>
    [...dashboard.overall, ...dashboard.pipeline].find((one) => one.metric === metric);
  return [progressed(figure('progression')), qualified(figure, dashboard.velocity), brought(figure)];
}

function progressed(figure: Figure | undefined): string {
  if (!figure || figure.denominator === 0) return 'Nobody came to a journey stage in this period.';
  return figure.value === null
    ? `Of ${count(figure.denominator)} stays at a journey stage ${count(figure.numerator)} led to a later one: not enough data to give a rate.`
    : `Of the stays at a journey stage ${inWords(figure)} led to a later one so far: ${beforeInWords(figure)}.`;
}

function qualified(figure: (metric: MetricId) => Figure | undefined, velocity: Velocity): string {
  const [share, time] = [figure('qualified'), figure('time_in_nurture')];
  if (!share || share.denominator === 0) return 'No nurtured lead became an MQL in this period.';
  const rate =
    share.value === null
      ? `Of ${count(share.denominator)} nurtured MQLs sales accepted ${count(share.numerator)}: not enough data to give a rate`
      : `Sales accepted ${inWords(share)} of the nurtured MQLs so far`;
  const wait =
    !time || time.value === null
      ? ''
      : ` (half within ${inUnit(time.value, 'days')}, those who wait counted too)`;
  return `${rate}${wait}; ${speed(velocity)}.`;
}

function speed({ faster, within, clear, basis }: Velocity): string {
  if (faster === null) return 'too few to say whether nurtured leads are faster than others';
  if (!clear) return 'nurtured leads are not clearly faster or slower than others';
  const much = `${inUnit(Math.abs(faster), 'share')} ${faster > 0 ? 'faster' : 'slower'}${range(within)}`;
  return basis === 'causal'
    ? `nurturing makes them ${much}, as the hold-out shows`
    : `nurtured leads are ${much} than others, which need not be because of it`;
}

/** ` (95 % interval 10 % slower to 35 % faster)`. */
function range(within: Velocity['within']): string {
  if (within === null) return '';
  const end = (of: number) => `${inUnit(Math.abs(of), 'share')} ${of < 0 ? 'slower' : 'faster'}`;
  return ` (95 % interval ${end(within.low)} to ${end(within.high)})`;
}

function brought(figure: (metric: MetricId) => Figure | undefined): string {
  const [revenue, pipeline] = [figure('revenue'), figure('pipeline')];
  if (!revenue || !pipeline) return 'Nothing is known of deals.';
  const deals =
    revenue.denominator === 0
      ? 'No deal was won in this period'
      : `Nurtured leads brought ${count(revenue.numerator)} of ${count(revenue.denominator)} deals won`;
  const open =
    pipeline.denominator === 0
      ? 'no proposal is open'
      : `${count(pipeline.numerator)} of ${count(pipeline.denominator)} open proposals are theirs`;
  const worth = (one: Figure) => (one.numerator === 0 ? '' : `, worth ${inUnit(one.value ?? 0, 'money')}`);
  return `${deals}${worth(revenue)}${revenue.denominator + pipeline.denominator === 0 ? ', and' : ';'} ${open}${worth(pipeline)}.`;
}
