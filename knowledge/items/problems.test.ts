import { expect, test } from 'vitest';
import { problemsOf } from './problems.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const stored = (id: string, more: object = {}) => ({
  id,
  version: 1,
  hash: 'h',
  title: id.toUpperCase(),
  approved: true,
  retired: false,
  validFrom: null,
  validTo: null,
  ...more,
});
const pin = (item: string, step: string, track = 't') => ({
  track,
  title: `Track ${track}`,
  step,
  content: { item, version: 1, hash: 'h' },
});
const of = (more: object) =>
  problemsOf([pin('a', 's')], [stored('a', more)], now).map(({ problem, day }) => [problem, day]);

test('what is retired, out of date, early, not approved or soon to end is a problem, and nothing else', () => {
  expect(of({})).toEqual([]);
  expect(of({ retired: true })).toEqual([['retired', undefined]]);
  expect(of({ approved: false })).toEqual([['unapproved', undefined]]);
  expect(of({ validTo: '2026-02-28' })).toEqual([['expired', '2026-02-28']]);
  expect(of({ validTo: '2026-03-01' })).toEqual([['expires_soon', '2026-03-01']]);
  expect(of({ validTo: '2026-03-30' })).toEqual([['expires_soon', '2026-03-30']]);
  expect(of({ validTo: '2026-03-31' })).toEqual([]);
  expect(of({ validFrom: '2026-03-02' })).toEqual([['not_yet', '2026-03-02']]);
  expect(of({ retired: true, validTo: '2026-02-28' })).toHaveLength(2);
  expect(problemsOf([pin('gone', 's')], [], now)).toMatchObject([{ problem: 'missing' }]);
  expect(problemsOf([pin('a', 's')], [stored('a', { hash: 'other' })], now)).toMatchObject([
    { problem: 'missing' },
  ]);
});

test('it is told once a track and version, with all steps, in words', () => {
  const pins = [pin('a', 'one'), pin('b', 'two'), pin('a', 'three'), pin('a', 'one', 'u')];
  expect(problemsOf(pins, [stored('a', { retired: true }), stored('b')], now)).toEqual([
    {
      track: 't',
      item: 'a',
      version: 1,
      steps: ['one', 'three'],
      problem: 'retired',
      words: 'Track “Track t” sends “A” (a version 1), which is retired.',
    },
    expect.objectContaining({ track: 'u', steps: ['one'] }),
  ]);
});
