import { describe, expect, it } from 'vitest';
import type { PathEntry } from '../compare/path-entry.ts';
import { calendarRows, entryWords } from './calendar.ts';

const email = (at: number, detail: string): PathEntry => ({ at, did: 'email', what: 't', detail });

describe('the two calendars of a lead', () => {
  it('become one list in the order of time, where what is alike stands once', () => {
    const rows = calendarRows([email(1, 'a'), email(2, 'b')], [email(1, 'a'), email(3, 'b')]);
    expect(rows.map(({ on, entry }) => [on, entry.at])).toEqual([
      ['both', 1],
      ['proposed', 2],
      ['base', 3],
    ]);
  });

  it('keep what happens twice at one instant twice', () => {
    const rows = calendarRows([email(1, 'a'), email(1, 'a')], [email(1, 'a')]);
    expect(rows.map(({ on }) => on)).toEqual(['both', 'proposed']);
  });
});

it('what happens is said in words, with the titles of tracks', () => {
  const words = (did: PathEntry['did'], what: string, detail?: string) =>
    entryWords({ at: 0, did, what, ...(detail && { detail }) }, { t: 'Welcome' });
  expect(words('enrol', 't')).toBe('Joins “Welcome”');
  expect(words('end', 't', 'goal')).toBe('Leaves “Welcome”: the goal is reached');
  expect(words('end', 't', 'exit:bought')).toBe('Leaves “Welcome”: exit bought');
  expect(words('lifecycle', 'mql')).toBe('Becomes MQL');
  expect(words('email', 'gone', 'e1')).toBe('Email of “gone”, step e1');
  expect(words('arm', 't', 'b')).toBe('Gets arm “b” of “t”');
  expect(words('arm', 'holdout', 'held')).toBe('Is held out: no track takes it');
});
