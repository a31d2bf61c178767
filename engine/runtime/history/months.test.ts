import { expect, test } from 'vitest';
import { beginOf, monthOf, nameOfMonth } from './months.ts';

test('an instant lies in the month that begins at or before it', () => {
  const lastOfYear = Date.UTC(2025, 11, 31, 23, 59, 59, 999);
  expect(beginOf(monthOf(lastOfYear))).toBe(Date.UTC(2025, 11));
  expect(beginOf(monthOf(lastOfYear + 1))).toBe(Date.UTC(2026, 0));
  expect(monthOf(0)).toBe(0);
});

test('months are named so that they sort', () => {
  expect([monthOf(Date.UTC(2026, 0, 9)), monthOf(Date.UTC(2026, 9))].map(nameOfMonth)).toEqual([
    '2026_01',
    '2026_10',
  ]);
});
