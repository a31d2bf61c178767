import { describe, expect, it } from 'vitest';
import { defaultVocabulary as vocabulary } from '../vocabulary.ts';
import type { Condition } from './ast.ts';
import { checkCondition } from './check.ts';
import { parseCondition } from './parse.ts';

const check = (c: Condition, event: boolean) => checkCondition(c, vocabulary, { event });
const parse = (text: string) => parseCondition(text, vocabulary);

describe('checkCondition', () => {
  it('asks for a count where no event arrives', () => {
    const c = parse('lead_score > 1 AND (page_visit OR form_type = "demo")');
    expect(check(c, true)).toEqual([]);
    expect(check(c, false)).toEqual([
      { path: 'of/1/of/0', message: expect.stringContaining('like page_visits >= 1') },
      {
        path: 'of/1/of/1',
        message: expect.stringContaining('like form_submits >= 1 WHERE (form_type = ...)'),
      },
    ]);
  });

  it('lets counts with WHERE stand anywhere', () => {
    expect(check(parse('page_visits >= 1 WHERE (page_url CONTAINS "x")'), false)).toEqual([]);
  });

  it('gives the path of each fault in the JSON form', () => {
    const c: Condition = {
      op: 'and',
      of: [
        { op: 'known', field: 'emial' },
        { op: 'not', of: { op: 'count', event: 'page_visitt', is: '=', value: 0 } },
        { op: 'count', event: 'page_visit', is: '=', value: 0, where: { op: 'segment', id: 'x' } },
        { op: 'event', event: 'toString' },
      ],
    };
    expect(check(c, true)).toEqual([
      { path: 'of/0', message: 'there is no field "emial". Did you mean email?' },
      { path: 'of/1/of', message: 'there is no event "page_visitt". Did you mean page_visit?' },
      {
        path: 'of/2/where',
        message: expect.stringContaining('inside WHERE only the properties of page_visit'),
      },
      { path: 'of/3', message: 'there is no event "toString".' },
    ]);
  });

  it('finds values of a wrong type in lists', () => {
    expect(check({ op: 'field_in', field: 'employees', values: [1, '2', '3'] }, false)).toHaveLength(1);
    expect(
      check({ op: 'field_in', field: 'journey_stage', values: ['awareness', 'nowhere'] }, false),
    ).toHaveLength(1);
    expect(check({ op: 'property_in', property: 'amount', values: [1, 2] }, true)).toEqual([]);
  });
});
