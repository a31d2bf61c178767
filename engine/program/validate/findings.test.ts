import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FindingCode, findings, isWarning } from './findings.ts';

const codes = Object.keys(findings) as FindingCode[];

it('has a row for every code in docs/program.md, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/program.md'), 'utf8');
  const table = text.split('## What validation finds')[1]?.split('\n## ')[0] ?? '';
  const rows = codes.map((code) => {
    const kind = isWarning({ code, path: '', message: '', mender: 'user' }) ? 'warning' : 'fault';
    return `| \`${code}\` | ${kind} | ${findings[code].means} |`;
  });
  expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});
