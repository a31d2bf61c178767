import { isoOf } from '../../../engine/program/condition/scalars.ts';
import { SqlParams } from '../../../engine/program/condition/sql-params.ts';
import { compareSql, testSql } from '../../../engine/program/condition/test-sql.ts';
import type { LibraryFilter } from '../../types.ts';
import { placeOf } from './fields.ts';
import { type FieldCondition, parseFilter } from './parse-filter.ts';

const DAY = 86_400_000;

export interface FilterOptions {
  /** How many parameters the statement has before those of the filter. */
  taken: number;
  /** The instant that `valid` and dates speak of. */
  now: number;
}

/**
 * The filter as SQL over `content_items c`, never null, with parameters numbered after the `taken` ones. Also true of
 * retired items and old versions: the caller restricts to the latest. Undefined when it lets everything through.
 */
export function filterSql(
  filter: LibraryFilter,
  { taken, now }: FilterOptions,
): { sql: string; params: string[] } | undefined {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return undefined;
  const params = new SqlParams(taken + 1);
  const today = () => params.add(isoOf(now).slice(0, 10));
  return { sql: conditions.map(compile).join(' and '), params: params.values };

  function compile(condition: FieldCondition): string {
    switch (condition.op) {
      case 'and':
      case 'or':
        return `(${condition.of.map(compile).join(condition.op === 'and' ? ' and ' : ' or ')})`;
      case 'not':
        return `(not ${compile(condition.of)})`;
      case 'known':
        return onField(condition, (value) => testSql(condition, value, params));
      case 'field_in':
        if (condition.values.length === 0) return 'false';
        return onField(condition, (value) => testSql(condition, value, params));
      case 'date': {
        const limit = isoOf(now + condition.offsetDays * DAY);
        return onField(condition, (value) => testSql({ ...condition, limit }, value, params));
      }
      case 'field': {
        if (condition.is === '!=') return `(not ${compile({ ...condition, is: '=' })})`;
        const { is, value: expected } = condition;
        return onField(condition, (value) => compareSql(is, expected, value, params));
      }
    }
  }

  function onField(
    { op, field }: Extract<FieldCondition, { field: string }>,
    test: (value: string) => string,
  ): string {
    const place = placeOf(field, today);
    if ('one' in place) return test(place.one);
    const some = (list: string) =>
      `exists (select from jsonb_array_elements(${list}) as v (value) where ${test('v.value')})`;
    if ('list' in place) return some(place.list);
    // Known is the audience that an item names.
    if (op === 'known') return some(place.audience);
    return `(${place.audience} = '[]' or ${some(place.audience)})`;
  }
}

function conditionsOf({ condition, ...filter }: LibraryFilter): FieldCondition[] {
  const found: FieldCondition[] = [];
  const names = {
    stage: 'stage',
    topic: 'topic',
    industry: 'industry',
    companySize: 'company_size',
    role: 'role',
    region: 'region',
    language: 'language',
    approved: 'approved',
    valid: 'valid',
  } as const;
  if (typeof filter.kind === 'string')
    found.push({ op: 'field', field: 'kind', is: '=', value: filter.kind });
  else if (filter.kind !== undefined) found.push({ op: 'field_in', field: 'kind', values: filter.kind });
  for (const [key, field] of Object.entries(names)) {
    const value = filter[key as keyof typeof names];
    if (value !== undefined) found.push({ op: 'field', field, is: '=', value });
  }
  if (condition !== undefined) found.push(parseFilter(condition));
  return found;
}
