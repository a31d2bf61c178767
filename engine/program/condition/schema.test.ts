import { describe, expect, it } from 'vitest';
import { limits } from './limits.ts';
import { conditionSchema } from './schema.ts';

const accepts = (value: unknown) => conditionSchema.safeParse(value).success;
const leaf = { op: 'known', field: 'email' };

describe('conditionSchema', () => {
  it('refuses what is not of the language', () => {
    expect(accepts(leaf)).toBe(true);
    for (const value of [
      null,
      'lead_score >= 75',
      { op: 'nope' },
      { ...leaf, more: 1 },
      { op: 'and', of: [leaf] },
      { op: 'field', field: 'x y', is: '=', value: 1 },
      { op: 'field', field: 'x', is: '~', value: 1 },
      { op: 'field', field: 'x', is: '=', value: null },
      { op: 'field', field: 'x', is: '=', value: Number.NaN },
      { op: 'field', field: 'x', is: 'contains', value: '' },
      { op: 'field', field: 'x', is: 'contains', value: 5 },
      { op: 'field_in', field: 'x', values: [] },
      { op: 'count', event: 'x', is: '>=', value: -1 },
      { op: 'count', event: 'x', is: '>=', value: 1, days: 0 },
      { op: 'count', event: 'x', is: '>=', value: 1, days: limits.windowDays + 1 },
      { op: 'date', field: 'x', is: 'before', offsetDays: 1.5 },
    ]) {
      expect(accepts(value), JSON.stringify(value)).toBe(false);
    }
  });

  it('refuses text that PostgreSQL cannot hold', () => {
    for (const value of ['a\0b', '\ud800', '\udc00x']) {
      expect(accepts({ op: 'field', field: 'x', is: '=', value })).toBe(false);
      expect(accepts({ op: 'property_in', property: 'x', values: ['a', value] })).toBe(false);
      expect(accepts({ op: 'list', id: value })).toBe(false);
    }
    expect(accepts({ op: 'field', field: 'x', is: '=', value: '💡' })).toBe(true);
  });

  it('refuses what is too deep or too large before it recurses', () => {
    const nested = (depth: number): unknown => {
      let c: unknown = leaf;
      for (let i = 1; i < depth; i++) c = { op: 'not', of: c };
      return c;
    };
    expect(accepts(nested(limits.depth))).toBe(true);
    expect(accepts(nested(limits.depth + 1))).toBe(false);
    expect(accepts(nested(200_000))).toBe(false);
    const wide = { op: 'and', of: Array.from({ length: limits.members }, () => leaf) };
    expect(accepts(wide)).toBe(true);
    expect(accepts({ op: 'or', of: Array.from({ length: 5 }, () => wide) })).toBe(false);
  });

  it('makes -0 the 0 that its text reads back as', () => {
    expect(conditionSchema.parse({ op: 'field', field: 'x', is: '=', value: -0 })).toEqual({
      op: 'field',
      field: 'x',
      is: '=',
      value: 0,
    });
  });
});
