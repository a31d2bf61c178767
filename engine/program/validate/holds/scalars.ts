import type { Comparison, Condition, Scalar, TextMatch } from '../../condition/ast.ts';
import { compareScalar, compareText, instantOf } from '../../condition/scalars.ts';
import type { Literal } from './literal.ts';
import { type Bound, intervalOf } from './numbers.ts';

/** One test of a value that may be missing. `!=` is written as `=` that does not hold. */
export type Test =
  | { kind: 'compare'; is: Comparison | TextMatch; to: Scalar; holds: boolean }
  | { kind: 'in'; values: readonly Scalar[]; holds: boolean }
  | { kind: 'known'; holds: boolean }
  | { kind: 'date'; is: 'before' | 'after'; offsetDays: number; holds: boolean };

/** The test that a literal makes of a field or property, and of which; undefined for other literals. */
export function testOf({ leaf, holds }: Literal): { subject: string; test: Test } | undefined {
  const of = subjectOf(leaf);
  if (of === undefined) return undefined;
  switch (leaf.op) {
    case 'field':
    case 'property':
      return leaf.is === '!='
        ? { subject: of, test: { kind: 'compare', is: '=', to: leaf.value, holds: !holds } }
        : { subject: of, test: { kind: 'compare', is: leaf.is, to: leaf.value, holds } };
    case 'field_in':
    case 'property_in':
      return { subject: of, test: { kind: 'in', values: leaf.values, holds } };
    case 'known':
    case 'property_known':
      return { subject: of, test: { kind: 'known', holds } };
    case 'date':
      return { subject: of, test: { kind: 'date', is: leaf.is, offsetDays: leaf.offsetDays, holds } };
    default:
      return undefined;
  }
}

function subjectOf(leaf: Condition): string | undefined {
  if ('field' in leaf) return `field ${leaf.field}`;
  return 'property' in leaf && leaf.op !== 'sum' ? `property ${leaf.property}` : undefined;
}

/** Whether some value, or none, passes every test. True where it cannot be told. */
export function someValuePasses(tests: readonly Test[]): boolean {
  const needed = tests.filter(({ holds }) => holds);
  // A missing value fails every test, and so passes all that are not to hold.
  if (needed.length === 0) return true;
  if (tests.some((test) => test.kind === 'known' && !test.holds)) return false;
  const candidates = needed.flatMap((test) =>
    test.kind === 'in' ? [test.values] : test.kind === 'compare' && test.is === '=' ? [[test.to]] : [],
  )[0];
  if (candidates) return candidates.some((value) => passes(value, tests)) && datesFit(tests);
  const types = new Set(needed.flatMap(typeOf));
  if (types.size > 1) return false;
  if (types.has('number')) return numbersFit(tests);
  if (types.has('string')) return textsFit(tests) && datesFit(tests);
  return true;
}

/** Of a value that is there. What depends on the instant may be so. */
export function passes(value: Scalar, tests: readonly Test[]): boolean {
  return tests.every((test) => {
    if (test.kind === 'compare') return compareScalar(value, test.is, test.to) === test.holds;
    if (test.kind === 'in') return test.values.includes(value) === test.holds;
    if (test.kind === 'known') return test.holds;
    return !test.holds || instantOf(value) !== undefined;
  });
}

function typeOf(test: Test): ('number' | 'string')[] {
  if (test.kind === 'date') return ['string'];
  if (test.kind !== 'compare' || typeof test.to === 'boolean') return [];
  return [typeof test.to === 'number' ? 'number' : 'string'];
}

/** `NOT x < 5` of a number is `x >= 5`; tests of another type do not hold of any number. */
export function boundsOf(tests: readonly Test[]): Bound[] {
  const opposite = { '=': '!=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
  return tests.flatMap((test): Bound[] => {
    if (test.kind === 'in' && !test.holds) {
      return test.values.flatMap((value): Bound[] =>
        typeof value === 'number' ? [{ is: '!=', value }] : [],
      );
    }
    if (test.kind !== 'compare' || typeof test.to !== 'number') return [];
    const { is, to: value, holds } = test;
    if (is !== '=' && is !== '<' && is !== '<=' && is !== '>' && is !== '>=') return [];
    return [{ is: holds ? is : opposite[is], value }];
  });
}

function numbersFit(tests: readonly Test[]): boolean {
  return intervalOf(boundsOf(tests)) !== undefined;
}

interface Limit {
  text: string;
  open: boolean;
}

function textsFit(tests: readonly Test[]): boolean {
  const texts = tests.flatMap((test) =>
    test.kind === 'compare' && typeof test.to === 'string' ? [{ ...test, to: test.to }] : [],
  );
  const having = (is: TextMatch, holds: boolean) =>
    texts.filter((t) => t.is === is && t.holds === holds).map((t) => t.to);
  const [begins, ends] = [having('starts_with', true), having('ends_with', true)];
  if (!nested(begins, (a, b) => a.startsWith(b)) || !nested(ends, (a, b) => a.endsWith(b))) return false;
  const parts = [...begins, ...ends, ...having('contains', true)];
  if (having('contains', false).some((no) => parts.some((part) => part.includes(no)))) return false;
  if (having('starts_with', false).some((no) => begins.some((begin) => begin.startsWith(no)))) return false;
  if (having('ends_with', false).some((no) => ends.some((end) => end.endsWith(no)))) return false;

  let low: Limit | undefined;
  let high: Limit | undefined;
  for (const { is, to: text, holds } of texts) {
    const from = holds ? is === '>' || is === '>=' : is === '<' || is === '<=';
    const until = holds ? is === '<' || is === '<=' : is === '>' || is === '>=';
    const open = holds ? is === '>' || is === '<' : is === '<=' || is === '>=';
    if (from && (!low || compareText(text, low.text) > 0 || (text === low.text && open)))
      low = { text, open };
    if (until && (!high || compareText(text, high.text) < 0 || (text === high.text && open)))
      high = { text, open };
  }
  if (low && high) {
    const order = compareText(low.text, high.text);
    if (order > 0 || (order === 0 && (low.open || high.open))) return false;
    if (order === 0) return passes(low.text, tests);
  }
  // What begins so is not before it, and before a later text unless that begins so as well.
  return begins.every((begin) => {
    if (high && (compareText(begin, high.text) > 0 || (begin === high.text && high.open))) return false;
    return !low || compareText(begin, low.text) >= 0 || low.text.startsWith(begin);
  });
}

/** Whether of every two texts one is within the other, as it must be when one value begins, or ends, with both. */
function nested(texts: readonly string[], within: (a: string, b: string) => boolean): boolean {
  return texts.every((a) => texts.every((b) => within(a, b) || within(b, a)));
}

/** Days from now. Only where some date test is to hold, as then the value is a date. */
function datesFit(tests: readonly Test[]): boolean {
  const dates = tests.flatMap((test) => (test.kind === 'date' ? [test] : []));
  if (!dates.some(({ holds }) => holds)) return true;
  const opposite = { before: '>=', after: '<=' } as const;
  const bounds = dates.map(({ is, offsetDays: value, holds }): Bound => {
    return { is: holds ? (is === 'before' ? '<' : '>') : opposite[is], value };
  });
  return intervalOf(bounds) !== undefined;
}
