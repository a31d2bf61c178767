import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '../cli/program.ts';
import { type Definition, definitions } from '../engine/analytics/metrics/definitions.ts';
import { pluralOf } from '../engine/program/condition/names.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { parseProgram } from '../engine/program/parse.ts';
import { experimentElements } from '../engine/program/schema/experiments.ts';
import { validateProgram } from '../engine/program/validate.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('docs/conditions.md', () => {
  const text = read('docs/conditions.md');
  const examples = [...text.matchAll(/^```condition\n([\s\S]*?)^```$/gm)].flatMap(([, box]) =>
    (box as string).trim().split('\n'),
  );

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(40);
  });

  it.each(examples)('has an example that parses: %s', (example) => {
    expect(parseCondition(example, defaultVocabulary)).toHaveProperty('op');
  });
});

describe('the vocabulary in docs/conditions.md', () => {
  const table = read('docs/conditions.md').split('## Vocabulary')[1] ?? '';

  it.each(Object.keys(defaultVocabulary.fields))('has the field %s', (field) => {
    expect(table).toContain(`\`${field}\``);
  });

  it.each(Object.entries(defaultVocabulary.events))('has the event %s', (event, { properties }) => {
    const row = table.split('\n').find((line) => line.startsWith(`| \`${event}\` |`));
    expect(row).toContain(`\`${pluralOf(event, defaultVocabulary)}\``);
    expect(Object.keys(properties).filter((name) => !row?.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/program.md', () => {
  it('shows pieces that make a valid program together', () => {
    const pieces = [...read('docs/program.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, box]) => box);
    const text = ['schema: 1', ...pieces].join('\n').replace('hash: …', `hash: ${'a'.repeat(64)}`);
    const program = parseProgram(parse(text));
    expect(validateProgram(program)).toEqual([]);
    expect(Object.keys(program).sort()).toEqual([
      'cadences',
      'experiments',
      'policies',
      'schema',
      'scoring',
      'segments',
      'tracks',
      'triggers',
    ]);
  });
});

describe('docs/experiments.md', () => {
  const boxes = /^### (.+)\n[^#]*?^```yaml\n([\s\S]*?)^```$/gm;
  const examples = [...read('docs/experiments.md').matchAll(boxes)].map(([, title, box = '']) => ({
    title,
    text: `schema: 1\n${box.replaceAll('hash: …', `hash: ${'a'.repeat(64)}`)}`,
  }));

  it.each(examples)('has a valid example: $title', ({ text }) => {
    expect(validateProgram(parseProgram(parse(text)))).toEqual([]);
  });

  it('has one for everything that can be tried out', () => {
    const shown = examples.flatMap(({ text }) => [...text.matchAll(/^ {4}element: (\S+)$/gm)]);
    expect(new Set(shown.map(([, element]) => element))).toEqual(new Set(experimentElements));
  });
});

describe('merges', () => {
  it.each(documents)('have left no conflict in %s', (document) => {
    expect(read(document)).not.toMatch(/^(?:<{7} |={7}$|>{7} )/m);
  });
});

describe('links', () => {
  it.each(documents)('of %s lead to files and headings that exist', (document) => {
    const broken = linksOf(read(document)).filter((link) => !leadsSomewhere(document, link));
    expect(broken).toEqual([]);
  });

  it('are looked at', () => {
    expect(linksOf(read('docs/README.md')).length).toBeGreaterThan(10);
    expect(leadsSomewhere('README.md', 'docs/nowhere.md')).toBe(false);
    expect(leadsSomewhere('docs/README.md', 'program.md#nowhere')).toBe(false);
  });
});

describe('settings', () => {
  const names = [...read('server/config.ts').matchAll(/^ {4}([A-Z][A-Z_]+): z\b/gm)].map(
    ([, name]) => name as string,
  );

  it('are found in the schema', () => {
    expect(names).toEqual(expect.arrayContaining(['TRELLIS_HOME', 'DATABASE_URL', 'LOG_LEVEL']));
  });

  it.each(names)('%s is in docs/operate.md and in .env.example', (name) => {
    expect(read('docs/operate.md')).toContain(`\`${name}\``);
    expect(read('.env.example')).toMatch(new RegExp(`^${name}=`, 'm'));
  });
});

describe('commands', () => {
  it.each(commandsOf(createProgram({})))('%s is in docs/cli.md', (name) => {
    expect(read('docs/cli.md')).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
  });
});

/** `changes approve`, `start`, …: what can be run, without the groups. */
function commandsOf(command: Command, prefix = ''): string[] {
  return command.commands.flatMap((child) => {
    const name = `${prefix}${child.name()}`;
    return child.commands.length > 0 ? commandsOf(child, `${name} `) : [name];
  });
}

/** Targets of links and pictures that are not on the web. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, file))) return false;
  return heading === undefined || headingsOf(read(file)).includes(heading);
}

/** As GitHub names them in addresses. */
function headingsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    (title as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('docs/metrics.md', () => {
  const sections = read('docs/metrics.md').split(/^### /m).slice(1);

  it.each(Object.entries<Definition>(definitions))('defines %s as the code does', (id, metric) => {
    const section = sections.find((one) => one.startsWith(`${metric.title}\n`));
    expect(section?.trim()).toBe(
      `${metric.title}

\`${id}\`, ${metric.unit}${metric.unreliable ? ', **unreliable**' : ''}; better: ${metric.good}.

- Numerator: ${metric.numerator}.
- Denominator: ${metric.denominator}.
- Window: ${metric.window}.
- What it does not say: ${metric.not}`,
    );
  });

  it('defines nothing else', () => {
    expect(sections).toHaveLength(Object.keys(definitions).length);
  });
});
