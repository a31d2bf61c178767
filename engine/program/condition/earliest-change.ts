import { limitOf } from './amounts.ts';
import type { Condition } from './ast.ts';
import { amountOf, evaluate } from './evaluate.ts';
import {
  bucketLength,
  bucketOf,
  bucketUnit,
  type CountCondition,
  featureKey,
  type SumCondition,
  windowLength,
} from './features.ts';
import { compareNumber, instantOf } from './scalars.ts';
import { sequenceUntil } from './sequence.ts';
import type { View } from './view.ts';

const DAY = 86_400_000;

/**
 * The earliest instant after `view.now` (ms) at which the passing of time alone could change the truth of the
 * condition; undefined when only something happening can. The truth is constant until then, and may still be the
 * same at it: whoever wakes then asks again. Membership in another segment counts as something happening, since that
 * segment has its own instant.
 */
export function earliestChange(c: Condition, view: View): number | undefined {
  const at = changeOf(c, view);
  return at === Number.POSITIVE_INFINITY ? undefined : at;
}

function changeOf(c: Condition, view: View): number {
  switch (c.op) {
    case 'and':
      return changeOfMembers(c.of, view, false);
    case 'or':
      return changeOfMembers(c.of, view, true);
    case 'not':
      return changeOf(c.of, view);
    case 'date': {
      const date = instantOf(view.field(c.field));
      if (date === undefined) return Number.POSITIVE_INFINITY;
      const reached = date - c.offsetDays * DAY;
      const at = c.is === 'before' ? reached + 1 : reached;
      return at > view.now ? at : Number.POSITIVE_INFINITY;
    }
    case 'count':
    case 'sum':
      return changeOfAmount(c, view);
    // Nothing that time takes away makes it hold.
    case 'sequence':
      return sequenceUntil(c, view) ?? Number.POSITIVE_INFINITY;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

/**
 * A member of the deciding truth (a false one of AND, a true one of OR) holds the whole until it changes, so the
 * latest of those counts; where there is none, the first member to change.
 */
function changeOfMembers(members: readonly Condition[], view: View, deciding: boolean): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    if (evaluate(member, view) !== deciding) continue;
    latest = Math.max(latest, changeOf(member, view));
    if (latest === Number.POSITIVE_INFINITY) return latest;
  }
  if (latest !== Number.NEGATIVE_INFINITY) return latest;
  let first = Number.POSITIVE_INFINITY;
  for (const member of members) first = Math.min(first, changeOf(member, view));
  return first;
}

/**
 * When enough buckets have left the window for the comparison to turn. Nothing enters: no event is after `now`. A sum
 * may rise as well as fall as buckets leave, so it is looked at after each.
 */
function changeOfAmount(c: CountCondition | SumCondition, view: View): number {
  const unit = bucketUnit(c.days);
  const feature = view.feature(featureKey(c));
  if (!feature || c.days === undefined || unit === 'total') return Number.POSITIVE_INFINITY;
  let left = amountOf(c, view);
  if (c.op === 'count' && (left === 0 || left < c.value)) return Number.POSITIVE_INFINITY;
  const limit = c.op === 'sum' ? limitOf(c.value) : c.value;
  const before = compareNumber(left, c.is, limit);
  const newest = bucketOf(view.now, unit);
  const length = windowLength(unit, c.days);
  const { buckets } = feature;
  for (let i = 0; i < buckets.length; i += 2) {
    const bucket = buckets[i] as number;
    if (bucket <= newest - length || bucket > newest) continue;
    left -= buckets[i + 1] as number;
    if (compareNumber(left, c.is, limit) !== before) return (bucket + length) * bucketLength(unit);
  }
  return Number.POSITIVE_INFINITY;
}
