import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing/'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

const importSource = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*['"]([^'"]+)['"]/g;
const forbidden: readonly [what: string, RegExp][] = [
  ['the clock', /\bDate\b|\bTemporal\.Now\b|\bperformance\b|\bhrtime\b/],
  ['randomness', /\bMath\.random\b|\bcrypto\b|\brandomUUID\b/],
  ['waiting', /\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\basync\b|\bawait\b|\bPromise\b/],
  [
    'the outside',
    /\bprocess\b|\bfetch\b|\bconsole\b|\bglobalThis\b|\brequire\b|\bimport\s*\(|\bimport\.meta\b/,
  ],
  ['the locale', /\bIntl\b|\blocaleCompare\b|\btoLocale\w+\b/],
];

/** Whether an import of the core's file of this name reaches the core itself or the program. */
function isInside(name: string, source: string): boolean {
  const path = posix.join('engine/core', posix.dirname(name), source);
  return source.startsWith('.') && (path.startsWith('engine/core/') || path.startsWith('engine/program/'));
}

/** What of a source breaks the rules, in words. */
function violationsIn(name: string, text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  const imports = [...code.matchAll(importSource)].map(([, from, bare]) => from ?? bare ?? '');
  const words = code.replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
  return [
    ...imports.filter((source) => !isInside(name, source)).map((source) => `${name} imports ${source}`),
    ...forbidden.filter(([, pattern]) => pattern.test(words)).map(([what]) => `${name} touches ${what}`),
  ];
}

test('the core imports engine/program and itself only, and touches no clock, randomness or I/O', () => {
  expect(sources.map(({ name }) => name)).toContain('decide.ts');
  expect(sources.flatMap(({ name, text }) => violationsIn(name, text))).toEqual([]);
});

test.each([
  ["import { readFileSync } from 'node:fs';", 'x.ts imports node:fs'],
  ["import type { Tx } from '../../db/connection.ts';", 'x.ts imports ../../db/connection.ts'],
  ["export * from '../runtime/types.ts';", 'x.ts imports ../runtime/types.ts'],
  ["import { a } from '../program/../../db/errors.ts';", 'x.ts imports ../program/../../db/errors.ts'],
  ["import '../backtest/replay.ts';", 'x.ts imports ../backtest/replay.ts'],
  ['import {\n  a,\n  b,\n} from "zod";', 'x.ts imports zod'],
  ['const at = Date.now();', 'x.ts touches the clock'],
  ['const at = Temporal.Now.instant();', 'x.ts touches the clock'],
  ['const n = Math.random();', 'x.ts touches randomness'],
  ["const fs = await import('node:fs');", 'x.ts touches the outside'],
  ['console.log(1);', 'x.ts touches the outside'],
  ['a.localeCompare(b);', 'x.ts touches the locale'],
])('the check sees through %j', (text, violation) => {
  expect(violationsIn('x.ts', text)).toContain(violation);
});

test('what comments and texts say is no violation', () => {
  expect(violationsIn('x.ts', "/** new Date() */\nconst said = 'console.log'; // Math.random()")).toEqual([]);
});
