import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { afterwards } from '../test/afterwards.ts';
import { readTasks } from './read-tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'trellis-tasks-'));
afterwards(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(join(folder, 'leads.yaml'), text);
  return readTasks(folder);
};

it('reads a task with its topic, and what it leaves out as nothing expected', () => {
  const [task] = read(`
- id: pricing-enterprise
  as: manager
  turns:
    - say: how many enterprise leads?
      calls: [{ query_leads: { where: 'company_size = "enterprise"' } }]
      says: [{ of: 0, take: count }, enterprise, /pric(e|ing)/i]
  end:
    changes: [{ sets: { 'policies/cap': { count: 2, days: 7 }, 'tracks/+/steps': { count: 4 } } }]
`);
  expect(task).toMatchObject({
    topic: 'leads',
    kind: 'plain',
    turns: [
      { calls: [{ name: 'query_leads', input: { where: 'company_size = "enterprise"' } }], not_says: [] },
    ],
    end: { changes: [{ sets: { 'policies/cap': { count: 2, days: 7 } }, removes: [] }], halts: [] },
    never: [],
  });
});

it('names every fault with its place, and no word of the task', () => {
  const faulty = () =>
    read(`
- id: one
  as: marketer
  turns: [{ say: secret words, calls: [{ no_such_tool: {} }], says: ['/(/'] }]
- id: two
  as: boss
  turns: []
`);
  expect(faulty).toThrow(/leads\.yaml\/0\/turns\/0\/calls\/0/);
  expect(faulty).toThrow(/leads\.yaml\/0\/turns\/0\/says\/0: is no regular expression/);
  expect(faulty).toThrow(/leads\.yaml\/1\/as/);
  expect(faulty).not.toThrow(/secret words/);
});

it('does not take two tasks of one id', () => {
  const one = '- { id: same, as: marketer, turns: [{ say: hello }] }\n';
  expect(() => read(one + one)).toThrow('a second task "same"');
});
