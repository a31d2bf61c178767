import type { Comparison, Condition, Scalar, TextMatch } from './ast.ts';
import { limits } from './limits.ts';
import { foldFrom, foldTo, foldWords } from './mentions.ts';
import { ISO_INSTANT } from './scalars.ts';
import type { SqlParams } from './sql-params.ts';

type Test =
  | Extract<Condition, { op: 'field_in' | 'property_in' | 'known' | 'property_known' }>
  /** `limit`: now with the offset, as a date value. */
  | (Extract<Condition, { op: 'date' }> & { readonly limit: string });

/**
 * What a leaf asks of one value, as SQL that is never null: `value` is an expression of type jsonb, null when missing.
 * Types are told apart by CASE, since the operands of AND may be evaluated in any order.
 */
export function testSql(test: Test, value: string, params: SqlParams): string {
  switch (test.op) {
    case 'known':
    case 'property_known':
      return `coalesce(jsonb_typeof(${value}) in ('string', 'number', 'boolean'), false)`;
    case 'field_in':
    case 'property_in':
      return `coalesce(${value} in (${test.values.map((one) => json(one, params)).join(', ')}), false)`;
    case 'date': {
      const inOrder = `${asText(value)} ${test.is === 'before' ? '<' : '>'} ${params.add(test.limit)}::text`;
      return ifType('string', value, `${asText(value)} ~ ${params.add(ISO_INSTANT)}::text and ${inOrder}`);
    }
  }
}

/** What a comparison asks of one value, likewise. `!=` is for the caller, as NOT of `=`. */
export function compareSql(
  is: Exclude<Comparison, '!='> | TextMatch,
  expected: Scalar,
  value: string,
  params: SqlParams,
): string {
  if (is === '=') return `coalesce(${value} = ${json(expected, params)}, false)`;
  if (typeof expected === 'boolean') return 'false';
  const isMatch = is === 'contains' || is === 'starts_with' || is === 'ends_with' || is === 'mentions';
  if (typeof expected === 'number') {
    if (isMatch) return 'false';
    return ifType(
      'number',
      value,
      `(${value})::numeric ${is} ${params.add(JSON.stringify(expected))}::text::numeric`,
    );
  }
  if (is === 'mentions') return ifType('string', value, mentionsSql(expected, value, params));
  const text = `${params.add(expected)}::text`;
  switch (is) {
    case 'contains':
      return ifType('string', value, `strpos(${asText(value)}, ${text}) > 0`);
    case 'starts_with':
      return ifType('string', value, `starts_with(${asText(value)}, ${text})`);
    case 'ends_with':
      return ifType('string', value, `right(${asText(value)}, length(${text})) = ${text}`);
    default:
      return ifType('string', value, `${asText(value)} ${is} ${text}`);
  }
}

/** What a value adds to a sum: `thousandthsOf`, with the same operations on the same doubles. */
export function thousandthsSql(value: string): string {
  const most = `${limits.amount}::numeric`;
  // A double has no digit beyond these that could matter, and one too small for a double would fail.
  const cut = `round(least(greatest((${value})::numeric, -${most}), ${most}), 40)::float8`;
  return `(case when jsonb_typeof(${value}) = 'number' then floor(${cut} * 1000::float8 + 0.5::float8)::bigint else 0 end)`;
}

/** `foldWords` of both, with the same two strings. */
function mentionsSql(expected: string, value: string, params: SqlParams): string {
  const small = `translate(${asText(value)}, ${params.add(foldFrom)}::text, ${params.add(foldTo)}::text)`;
  const words = `regexp_replace(' ' || ${small} || ' ', ' +', ' ', 'g')`;
  return `strpos(${words}, ${params.add(foldWords(expected))}::text) > 0`;
}

function ifType(type: 'string' | 'number', value: string, then: string): string {
  return `(case when jsonb_typeof(${value}) = '${type}' then ${then} else false end)`;
}

function asText(value: string): string {
  return `((${value} #>> '{}') collate "C")`;
}

function json(value: Scalar, params: SqlParams): string {
  return `${params.add(JSON.stringify(value))}::text::jsonb`;
}
