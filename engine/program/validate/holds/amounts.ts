import { canonicalJson } from '../../../../db/canonical.ts';
import { limitOf } from '../../condition/amounts.ts';
import type { Condition } from '../../condition/ast.ts';
import { comparisonOf, type Literal } from './literal.ts';
import { type Bound, type Interval, intervalOf } from './numbers.ts';

type Count = Extract<Condition, { op: 'count' }>;

/** Whether counts can be so: none is below 0, and a count of fewer events is not above one of more. */
export function countsFit(literals: readonly Literal[], whereHolds: (where: Condition) => boolean): boolean {
  const groups = new Map<string, { count: Count; bounds: Bound[] }>();
  for (const { leaf, holds } of literals) {
    if (leaf.op !== 'count') continue;
    const key = canonicalJson([leaf.event, leaf.where ?? null, leaf.days ?? null]);
    const group = groups.get(key) ?? { count: leaf, bounds: [] };
    group.bounds.push({ is: comparisonOf(leaf.is, holds), value: leaf.value });
    groups.set(key, group);
  }
  const counted: { count: Count; interval: Interval }[] = [];
  for (const { count, bounds } of groups.values()) {
    const none: Bound[] = count.where && !whereHolds(count.where) ? [{ is: '<=', value: 0 }] : [];
    const interval = intervalOf([...bounds, ...none], { least: 0, whole: true });
    if (!interval) return false;
    counted.push({ count, interval });
  }
  return counted.every((few) =>
    counted.every((many) => !isWithin(few.count, many.count) || few.interval.low <= many.interval.high),
  );
}

/** Whether what the first counts the second counts too. */
function isWithin(few: Count, many: Count): boolean {
  const sameWhere =
    many.where === undefined || canonicalJson(many.where) === canonicalJson(few.where ?? null);
  return few.event === many.event && sameWhere && (few.days ?? Infinity) <= (many.days ?? Infinity);
}

/** Whether sums, and numbers of stakeholders, can be so. Sums compare in the thousandths that are kept. */
export function sumsFit(literals: readonly Literal[]): boolean {
  const groups = new Map<string, { bounds: Bound[]; people: boolean }>();
  for (const { leaf, holds } of literals) {
    if (leaf.op !== 'sum' && leaf.op !== 'stakeholders') continue;
    const { is, value, ...of } = leaf;
    const key = canonicalJson(of);
    const group = groups.get(key) ?? { bounds: [], people: leaf.op === 'stakeholders' };
    group.bounds.push({ is: comparisonOf(is, holds), value: leaf.op === 'sum' ? limitOf(value) : value });
    groups.set(key, group);
  }
  return [...groups.values()].every(
    ({ bounds, people }) => intervalOf(bounds, people ? { least: 0, whole: true } : {}) !== undefined,
  );
}
