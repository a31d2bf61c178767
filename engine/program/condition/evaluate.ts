import { limitOf } from './amounts.ts';
import type { Condition, Scalar } from './ast.ts';
import {
  bucketOf,
  bucketUnit,
  type CountCondition,
  featureKey,
  type SumCondition,
  windowLength,
} from './features.ts';
import { evaluateProperties } from './properties.ts';
import { compareNumber, compareScalar, instantOf, isScalar } from './scalars.ts';
import { sequenceUntil } from './sequence.ts';
import type { View } from './view.ts';

const DAY = 86_400_000;
const noProperties: Readonly<Record<string, Scalar>> = {};

/** Whether the condition holds. Pure; never throws for a condition that passed the schema. */
export function evaluate(c: Condition, view: View): boolean {
  switch (c.op) {
    case 'and':
      for (const member of c.of) if (!evaluate(member, view)) return false;
      return true;
    case 'or':
      for (const member of c.of) if (evaluate(member, view)) return true;
      return false;
    case 'not':
      return !evaluate(c.of, view);
    case 'field':
      return compareScalar(view.field(c.field), c.is, c.value);
    case 'field_in':
      return c.values.includes(view.field(c.field) as Scalar);
    case 'known':
      return isScalar(view.field(c.field));
    case 'date': {
      const at = instantOf(view.field(c.field));
      if (at === undefined) return false;
      const limit = view.now + c.offsetDays * DAY;
      return c.is === 'before' ? at < limit : at > limit;
    }
    case 'event':
      return view.event !== undefined && view.event.name === c.event;
    case 'property':
    case 'property_in':
    case 'property_known':
      return evaluateProperties(c, view.event?.properties ?? noProperties);
    case 'count':
      return compareNumber(amountOf(c, view), c.is, c.value);
    case 'sum':
      return compareNumber(amountOf(c, view), c.is, limitOf(c.value));
    case 'sequence':
      return sequenceUntil(c, view) !== undefined;
    case 'segment':
      return view.inSegment(c.id);
    case 'stakeholders':
      return compareNumber(view.stakeholders(c.id), c.is, c.value);
    case 'list':
      return view.onList(c.id);
    case 'track': {
      const enrolment = view.enrolment(c.id);
      if (c.state === 'on') return enrolment?.status === 'active';
      if (c.state === 'finished') return enrolment?.status === 'ended';
      return enrolment?.status === 'active' || enrolment?.status === 'ended';
    }
  }
}

/** How many events a count leaf sees at `view.now`, or how many thousandths a sum does. */
export function amountOf(c: CountCondition | SumCondition, view: View): number {
  const feature = view.feature(featureKey(c));
  if (!feature) return 0;
  const unit = bucketUnit(c.days);
  if (c.days === undefined || unit === 'total') return feature.total;
  const newest = bucketOf(view.now, unit);
  const length = windowLength(unit, c.days);
  const { buckets } = feature;
  let amount = 0;
  for (let i = buckets.length - 2; i >= 0; i -= 2) {
    const bucket = buckets[i] as number;
    if (bucket <= newest - length) break;
    if (bucket <= newest) amount += buckets[i + 1] as number;
  }
  return amount;
}
