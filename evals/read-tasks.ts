import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { type Fault, TrellisError } from '../db/errors.ts';
import { formIssues, formWords } from '../engine/program/form-words.ts';
import { type Task, taskFileSchema } from './task.ts';

/** Every task of the folder's YAML files, by topic. Throws `evals.invalid` with a fault for each place. */
export function readTasks(folder: string): Task[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const faults: Fault[] = [];
  const tasks = files.sort().flatMap((name) => {
    const topic = basename(name, '.yaml');
    const fault = (path: string, message: string) => faults.push({ path: `${name}/${path}`, message });
    const read = taskFileSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')), {
      error: formWords,
    });
    if (read.success) return read.data.map((task): Task => ({ ...task, topic }));
    for (const { path, message } of formIssues(read.error)) fault(path, message);
    return [];
  });
  const seen = new Set<string>();
  for (const { id, topic } of tasks) {
    if (seen.has(id)) faults.push({ path: `${topic}.yaml`, message: `a second task "${id}"` });
    seen.add(id);
  }
  if (faults.length === 0) return tasks;
  throw new TrellisError(
    'evals.invalid',
    `Tasks do not have their form:\n${faults.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`,
    { faults },
  );
}
