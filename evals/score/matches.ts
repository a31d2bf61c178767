import { canonicalJson } from '../../db/canonical.ts';
import type { Vocabulary } from '../../engine/program/condition/ast.ts';
import { durationMs } from '../../engine/program/duration.ts';
import { asRegExp, type Matcher } from '../task.ts';
import { meaningOf } from './condition.ts';

/** Whether a value is as a task wants it. A condition is compared by its meaning, a duration by its length. */
export function matches(wanted: Matcher, value: unknown, vocabulary: Vocabulary): boolean {
  if (isForm(wanted, ['absent'])) return value === undefined;
  if (value === undefined) return false;
  if (isForm(wanted, ['when'])) {
    const condition = (value as { when?: unknown } | null)?.when ?? value;
    const meaning = meaningOf(wanted.when, vocabulary);
    return meaning !== undefined && meaning === meaningOf(condition, vocabulary);
  }
  if (isForm(wanted, ['count']))
    return typeof value === 'object' && value !== null && Object.keys(value).length === wanted.count;
  if (isForm(wanted, ['min', 'max'])) {
    const { min = -Infinity, max = Infinity } = wanted as { min?: number; max?: number };
    return typeof value === 'number' && value >= min && value <= max;
  }
  if (typeof wanted === 'string' && typeof value === 'string') {
    const pattern = asRegExp(wanted);
    if (pattern instanceof RegExp) return pattern.test(value);
    return wanted === value || sameLength(wanted, value);
  }
  return canonicalJson(wanted) === canonicalJson(value);
}

function isForm<K extends string>(wanted: Matcher, keys: readonly K[]): wanted is Record<K, never> & Matcher {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return false;
  const own = Object.keys(wanted);
  return own.length > 0 && own.every((key) => (keys as readonly string[]).includes(key));
}

function sameLength(a: string, b: string): boolean {
  try {
    return durationMs(a) === durationMs(b);
  } catch {
    return false;
  }
}
