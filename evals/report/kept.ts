import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from '../../tools/support/slug.ts';
import type { TaskResult } from '../run/suite.ts';
import { passedOf, type Report } from './score.ts';

/** What is kept of a run. Of held-back tasks only the totals. */
export interface Kept {
  /** ISO 8601. */
  at: string;
  model: string;
  report: Report;
  tasks?: { id: string; topic: string; passed: number; trials: number; faults: string[][] }[];
}

/** The open tasks one by one. */
export function keptTasks(results: readonly TaskResult[]): NonNullable<Kept['tasks']> {
  return results.map((result) => ({
    id: result.task.id,
    topic: result.task.topic,
    passed: passedOf(result),
    trials: result.trials.length,
    faults: result.trials.map(({ faults }) => faults),
  }));
}

/** Keeps a run beside those before it, and gives the last one of the same tasks and model. */
export function keep(home: string, suite: string, kept: Kept): Kept | undefined {
  const folder = join(home, `${suite}-${slug(kept.model)}`);
  mkdirSync(folder, { recursive: true });
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  const before =
    last === undefined ? undefined : (JSON.parse(readFileSync(join(folder, last), 'utf8')) as Kept);
  writeFileSync(join(folder, `${kept.at.replaceAll(':', '')}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  return before;
}
