import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tools } from '../tools/registry.ts';
import { readTasks } from './read-tasks.ts';

const folder = join(import.meta.dirname, 'tasks');
const tasks = readTasks(folder);

/** How many tasks have a gold call of the tool, of each kind. */
const coverage = tools.map(({ name }) => {
  const asking = tasks.filter(({ turns }) =>
    turns.some(({ calls }) => calls.some((call) => call.name === name)),
  );
  const plain = asking.filter(({ kind }) => kind === 'plain').length;
  const several = asking.filter(({ turns }) => turns.length > 1).length;
  return { name, plain, paraphrase: asking.length - plain, several };
});

it('asks for every tool in plain words and in others', () => {
  for (const { name, plain, paraphrase } of coverage) {
    expect(plain, `${name}, plain`).toBeGreaterThan(0);
    expect(paraphrase, `${name}, paraphrased`).toBeGreaterThan(0);
  }
});

it('has a third of paraphrases, and three tenths of conversations', () => {
  const share = (of: (typeof tasks)[number][]) => of.length / tasks.length;
  expect(share(tasks.filter(({ kind }) => kind === 'paraphrase'))).toBeGreaterThanOrEqual(1 / 3);
  expect(share(tasks.filter(({ turns }) => turns.length > 1))).toBeGreaterThanOrEqual(0.3);
});

it('says in its table which tools are asked for how often', () => {
  const lines = coverage.map(
    ({ name, plain, paraphrase, several }) => `| \`${name}\` | ${plain} | ${paraphrase} | ${several} |`,
  );
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(lines.join('\n'));
});
