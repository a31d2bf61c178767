import { expect, it } from 'vitest';
import { isReserved, pluralOf } from './condition/names.ts';
import { defaultVocabulary as vocabulary } from './vocabulary.ts';

const fields = Object.keys(vocabulary.fields);
const events = Object.keys(vocabulary.events);
const plurals = events.map((event) => pluralOf(event, vocabulary));

it('has no two meanings for a name at the beginning of a comparison', () => {
  expect(new Set([...fields, ...events, ...plurals]).size).toBe(fields.length + events.length * 2);
  expect([...fields, ...events, ...plurals].filter(isReserved)).toEqual([]);
});

it('names everything in lower case letters, digits and underscores', () => {
  const properties = Object.values(vocabulary.events).flatMap((event) => Object.keys(event.properties));
  expect(
    [...fields, ...events, ...plurals, ...properties].filter((name) => !/^[a-z][a-z0-9_]*$/.test(name)),
  ).toEqual([]);
});

it('counts in the plural', () => {
  expect(plurals).toEqual(
    expect.arrayContaining([
      'page_visits',
      'email_replies',
      'content_downloads',
      'tool_uses',
      'deals_closed',
    ]),
  );
});
