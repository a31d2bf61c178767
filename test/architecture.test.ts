import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each part may import besides itself. A part is the longest listed prefix of a file's path. */
const arrows: Record<string, readonly string[]> = {
  db: [],
  net: ['db'],
  'engine/program': ['db'],
  'engine/core': ['engine/program'],
  // Erasing a lead takes it out of the figures too.
  'engine/runtime': ['db', 'engine/program', 'engine/core', 'engine/analytics/facts'],
  'engine/backtest': ['db', 'engine/program', 'engine/core', 'engine/runtime'],
  'engine/analytics': ['db', 'engine/program', 'engine/analytics/facts'],
  'engine/analytics/facts': ['db', 'engine/program', 'engine/analytics'],
  knowledge: ['db', 'net', 'engine/program'],
  tools: [
    'db',
    'engine/program',
    'engine/core',
    'engine/runtime',
    'engine/backtest',
    'engine/analytics',
    'knowledge',
  ],
  // How periods are read and figures said: one way on every face.
  agent: ['db', 'engine/program', 'engine/runtime', 'engine/analytics', 'knowledge', 'tools'],
  'integrations/email': ['db', 'engine/program', 'engine/core', 'engine/runtime', 'knowledge'],
  'integrations/webhook': ['db', 'net', 'engine/program', 'engine/core', 'engine/runtime'],
  // Charts, which messages show as pictures.
  'integrations/slack': ['db', 'engine/program', 'engine/runtime', 'engine/analytics', 'tools', 'agent'],
  // The words of briefs and experiments, which prompts offer to choose from.
  'mcp-server': ['db', 'engine/program', 'tools'],
  console: ['db', 'engine/program', 'engine/core', 'engine/runtime', 'tools', 'agent'],
  demo: [
    'db',
    'engine/program',
    'engine/core',
    'engine/runtime',
    'engine/analytics/facts',
    'knowledge',
    'integrations/email',
  ],
  server: ['*'],
  evals: ['*'],
  cli: [
    'server',
    'db',
    'engine/program',
    'engine/core',
    'engine/runtime',
    'engine/backtest',
    'mcp-server',
    'tools',
    // What it answers with, as types, and figures in words.
    'knowledge',
    'engine/analytics',
    'evals',
  ],
};

const root = join(import.meta.dirname, '..');
const parts = Object.keys(arrows);

function partOf(path: string): string | undefined {
  return parts.filter((part) => path.startsWith(`${part}/`)).sort((a, b) => b.length - a.length)[0];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/testing/'));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, join(root, dirname(file), match[1] as string)),
  );
}

describe('the arrows of the architecture', () => {
  const folders = [...new Set(parts.map((part) => part.split('/')[0] as string))];
  const files = folders.flatMap(sourceFiles);

  it('covers every source file by a part', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => partOf(file) === undefined)).toEqual([]);
  });

  it('lets imports run one way only', () => {
    const violations = files.flatMap((file) => {
      const from = partOf(file) as string;
      const allowed = arrows[from] as readonly string[];
      return importsOf(file)
        .filter((target) => {
          const to = partOf(target);
          return to !== from && !allowed.includes('*') && (to === undefined || !allowed.includes(to));
        })
        .map((target) => `${file} imports ${target}`);
    });
    expect(violations).toEqual([]);
  });
});

it('no two migrations share a number: the second would never run', () => {
  const numbers = readdirSync(join(root, 'db/migrations')).map((name) => name.slice(0, 4));
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});
