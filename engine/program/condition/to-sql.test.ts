import { describe, expect, it } from 'vitest';
import { defaultVocabulary as vocabulary } from '../vocabulary.ts';
import type { Condition } from './ast.ts';
import { parseCondition } from './parse.ts';
import { toSql } from './to-sql.ts';

const parse = (text: string) => parseCondition(text, vocabulary);
const sql = (text: string, segments: Record<string, Condition> = {}, firstParam?: number) =>
  toSql(parse(text), { segments, now: 0, vocabulary, ...(firstParam && { firstParam }) });

describe('toSql', () => {
  it('puts every word of the condition into parameters, numbered on from the first', () => {
    const { sql: text, params } = sql(`industry = "x'; drop table leads; --" AND IN LIST "a$1"`, {}, 7);
    expect(text).not.toContain('drop');
    expect(params).toEqual(['industry', `"x'; drop table leads; --"`, 'a$1']);
    expect([...text.matchAll(/\$\d+/g)].map(([n]) => n)).toEqual(['$7', '$8', '$9']);
  });

  it('gives each value once however often it is asked for', () => {
    const { params } = sql('industry = "a" OR industry = "a" OR industry STARTS WITH "industry"');
    expect(params).toEqual(['industry', '"a"']);
  });

  it('orders text by code point whatever the collation of the database', () => {
    expect(sql('industry < "b"').sql).toContain(`#>> '{}') collate "C") < $2::text`);
  });

  it('puts segments in where they are named', () => {
    const segments = { a: parse('IN SEGMENT b'), b: parse('lead_score >= 75') };
    expect(sql('IN SEGMENT a', segments)).toEqual(sql('lead_score >= 75'));
  });

  it('asks a segment of stakeholders about them, and of theirs about those', () => {
    const segments = {
      a: parse('ANY STAKEHOLDER IN SEGMENT b AND IN LIST "x"'),
      b: parse('lead_score >= 75 OR IN LIST "x"'),
    };
    const { sql: text } = sql('STAKEHOLDERS IN SEGMENT a >= 2 AND IN SEGMENT b', segments);
    expect(text).toContain('l2.account_id = l.account_id');
    expect(text).toContain('l3.account_id = l2.account_id');
    expect([...text.matchAll(/any\((l\d?)\.lists\)/g)].map(([, lead]) => lead)).toEqual(['l3', 'l2', 'l']);
  });

  it('refuses circles, unknown segments and arriving events', () => {
    expect(() => sql('IN SEGMENT a', { a: parse('IN SEGMENT b'), b: parse('NOT IN SEGMENT a') })).toThrow(
      expect.objectContaining({ code: 'condition.cycle', message: expect.stringContaining('a → b → a') }),
    );
    expect(() => sql('IN SEGMENT a', { a: parse('ANY STAKEHOLDER IN SEGMENT a') })).toThrow(
      expect.objectContaining({ code: 'condition.cycle' }),
    );
    expect(() => sql('IN SEGMENT smb', { 'smb-x': parse('lead_score > 1') })).toThrow(
      expect.objectContaining({ code: 'condition.unknown_name' }),
    );
    expect(() => sql('IN SEGMENT constructor')).toThrow(
      expect.objectContaining({ code: 'condition.unknown_name' }),
    );
    expect(() => sql('page_visit')).toThrow(expect.objectContaining({ code: 'condition.type' }));
    expect(() => sql('IN SEGMENT a', { a: parse('page_visit') })).toThrow(/segment a/);
  });

  it('refuses to grow without bound over segments that double', () => {
    const segments: Record<string, Condition> = { s0: parse('lead_score > 1') };
    for (let i = 1; i < 40; i++)
      segments[`s${i}`] = parse(`IN SEGMENT s${i - 1} AND NOT IN SEGMENT s${i - 1}`);
    expect(() => sql('IN SEGMENT s39', segments)).toThrow(
      expect.objectContaining({ code: 'condition.too_large' }),
    );
  });
});
