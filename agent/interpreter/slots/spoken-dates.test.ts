import { expect, it } from 'vitest';
import { testNow } from '../test-world.ts';
import { createUtterance } from '../words/utterance.ts';
import { takeWindows } from './windows.ts';

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const spansOf = (text: string) =>
  takeWindows(createUtterance(text), testNow).map(({ from, to }) => `${day(from)} to ${day(to - 1)}`);

it.each([
  ['clicks since mid October', '2025-10-15 to 2026-03-18'],
  ['since the end of January', '2026-01-22 to 2026-03-18'],
  ['early February', '2026-02-01 to 2026-02-10'],
  ['between 3 and 10 Nov', '2025-11-03 to 2025-11-10'],
  ['between the 3rd and the 10th of November', '2025-11-03 to 2025-11-10'],
  ['from Nov 3 to 10', '2025-11-03 to 2025-11-10'],
  ['between 28 Dec and 3 Jan', '2025-12-28 to 2026-01-03'],
  ['from Nov 28, 2025 until Dec 2, 2025', '2025-11-28 to 2025-12-02'],
  ['last Tuesday', '2026-03-17 to 2026-03-17'],
  ['on Friday', '2026-03-13 to 2026-03-13'],
  ['on 3 November', '2025-11-03 to 2025-11-03'],
  ['on the 5th of Feb', '2026-02-05 to 2026-02-05'],
  ['on 03.11.2025', '2025-11-03 to 2025-11-03'],
  ['on 3/11/2025', '2025-11-03 to 2025-11-03'],
  ['on 2025/11/03', '2025-11-03 to 2025-11-03'],
  ['since 3 Nov', '2025-11-03 to 2026-03-18'],
  ['since feb', '2026-02-01 to 2026-03-18'],
  ['since two weeks ago', '2026-03-04 to 2026-03-18'],
  ['three days ago', '2026-03-15 to 2026-03-15'],
  ['bounces in feb', '2026-02-01 to 2026-02-28'],
  ['and january?', '2026-01-01 to 2026-01-31'],
  ['how was dec 2024', '2024-12-01 to 2024-12-31'],
  ['from November to January', '2025-11-01 to 2026-01-31'],
  ['between Oct and Dec', '2025-10-01 to 2025-12-31'],
])('%s is %s', (text, span) => {
  expect(spansOf(text)).toEqual([span]);
});

it.each(['may i see the leads', 'the leads march on', 'email 3 and 4', 'score between 3 and 10'])(
  '%s names no days',
  (text) => {
    expect(spansOf(text)).toEqual([]);
  },
);
