import { expect, test } from 'vitest';
import { readFields } from './set.ts';

test('fields are read as they are typed: values, lists, parts, what goes and what is only confirmed', () => {
  const typed = [
    'owner=Content = team',
    'topics=audit, cost',
    'cta.label=Read',
    'cta.url=https://a.example/?x=1',
    'validTo=',
    'regulated=yes',
    'kind',
  ];
  expect(readFields(typed)).toEqual({
    fields: {
      owner: 'Content = team',
      topics: ['audit', 'cost'],
      cta: { label: 'Read', url: 'https://a.example/?x=1' },
      validTo: null,
      regulated: true,
    },
    confirm: ['kind'],
  });
  expect(readFields(['industries=']).fields).toEqual({ industries: [] });
});
