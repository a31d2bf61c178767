import { expect, it } from 'vitest';
import { figuresOf } from './figures.ts';
import { withoutDates } from './without-dates.ts';

const figures = (text: string) => figuresOf(withoutDates(text)).map(({ text: said }) => said);

it.each([
  'on 2026-03-24 19:37 UTC and 2026-03-24T19:37:05.123Z',
  'February 2026 (2026-02-01 to 2026-02-28)',
  'from 2025-12-22 until 29 December 2025, 3rd of May, the 21st',
  'March 18, 2026; Mar 18–20; 18 Mar; Q3 2026; in 2025.',
  'at 07:00 and 19:30',
])('%s has no figures', (text) => {
  expect(figures(text)).toEqual([]);
});

it.each([
  ['412 leads came in May', ['412']],
  ['2026 leads came', ['2026']],
  ['in 2026 leads', ['2026']],
  ['March 412 leads', ['412']],
  ['from 18 to 24 of 31', ['18', '24', '31']],
  ['may 55 % click, May 55 % click', ['55 %', '55 %']],
  ['the 18 may click, March 18 leads', ['18', '18']],
  ['12,345 at 0.5 %', ['12,345', '0.5 %']],
])('%s keeps %j', (text, kept) => {
  expect(figures(text)).toEqual(kept);
});
