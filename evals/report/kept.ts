import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from '../../tools/support/slug.ts';
import type { TaskResult, Trial } from '../run/suite.ts';
import { passedOf, type Report } from './score.ts';

/** What is kept of a run. Of held-back tasks only the totals. */
export interface Kept {
  /** ISO 8601. */
  at: string;
  model: string;
  report: Report;
  tasks?: KeptTask[];
}

interface KeptTask {
  id: string;
  topic: string;
  passed: number;
  trials: number;
  /** Of each trial that did not pass why, and what was said. */
  failed: Pick<Trial, 'faults' | 'talk'>[];
}

/** The open tasks one by one. */
export function keptTasks(results: readonly TaskResult[]): KeptTask[] {
  return results.map((result) => ({
    id: result.task.id,
    topic: result.task.topic,
    passed: passedOf(result),
    trials: result.trials.length,
    failed: result.trials
      .filter(({ faults }) => faults.length > 0)
      .map(({ faults, talk }) => ({ faults, talk })),
  }));
}

/** The last run of the same tasks by the same model. */
export function lastKept(home: string, suite: string, model: string): Kept | undefined {
  const folder = folderOf(home, suite, model);
  if (!existsSync(folder)) return undefined;
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  return last === undefined ? undefined : JSON.parse(readFileSync(join(folder, last), 'utf8'));
}

/** Keeps a run beside those before it. */
export function keep(home: string, suite: string, kept: Kept): void {
  const folder = folderOf(home, suite, kept.model);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${kept.at.replaceAll(':', '')}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

function folderOf(home: string, suite: string, model: string): string {
  return join(home, `${suite}-${slug(model)}`);
}
