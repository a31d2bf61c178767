import { join } from 'node:path';
import { readTasks } from './read-tasks.ts';
import { compared } from './report/compare.ts';
import { type Kept, keep, keptTasks } from './report/kept.ts';
import { type Report, reportOf } from './report/score.ts';
import { renderReport } from './report/table.ts';
import { runSuite, type TaskResult } from './run/suite.ts';
import type { World } from './world.ts';

/** Open tasks are there to build by; the held-back ones only say how good it has become. */
export type SuiteName = 'open' | 'held-back';

export interface EvalOptions {
  /** How often each task is tried. */
  trials: number;
  /** Open tasks whose id or topic contains it. */
  only?: string;
  /** Runs the gold calls alone. */
  gold: boolean;
  /** Where runs are kept; nothing is when absent. */
  keepIn?: string;
}

export interface EvalOutcome {
  report: Report;
  /** How many tasks their gold calls do not solve. */
  unsolved: number;
  /** What there is to say of the run, in lines. */
  lines: string[];
}

const folders: Readonly<Record<SuiteName, string>> = { open: 'tasks', 'held-back': 'held-back' };

/** Runs the tasks of a suite and keeps what became of them. */
export async function runEvals(
  world: World,
  suite: SuiteName,
  { trials, only, gold, keepIn }: EvalOptions,
): Promise<EvalOutcome> {
  const tasks = readTasks(join(import.meta.dirname, folders[suite])).filter(
    ({ id, topic }) =>
      suite === 'held-back' || only === undefined || id.includes(only) || topic.includes(only),
  );
  const results = await runSuite({ world, tasks, trials, ...(!gold && { models: world.models }) });
  const report = reportOf(results);
  const unsolved = results.filter((result) => result.gold.length > 0);
  const lines = unsolvedLines(suite, unsolved, gold);
  if (gold) return { report, unsolved: unsolved.length, lines };

  const at = new Date().toISOString();
  const kept: Kept = {
    at,
    model: world.models.name,
    report,
    ...(suite === 'open' && { tasks: keptTasks(results) }),
  };
  const before = keepIn === undefined ? undefined : keep(keepIn, suite, kept);
  return {
    report,
    unsolved: unsolved.length,
    lines: [
      renderReport(`${suite === 'open' ? 'Open' : 'Held-back'} tasks, ${kept.model}`, report),
      ...lines,
      ...(suite === 'open' ? failedLines(results) : []),
      ...(before ? compared(before, kept) : []),
    ],
  };
}

/** Held-back tasks are named to those who write them only, who run the gold calls alone. */
function unsolvedLines(suite: SuiteName, unsolved: readonly TaskResult[], goldAlone: boolean): string[] {
  if (unsolved.length === 0) return [];
  const title = `${unsolved.length} ${suite} tasks are not solved by their gold calls`;
  if (suite === 'held-back' && !goldAlone) return [`${title}.`];
  return [
    `${title}:`,
    ...unsolved.flatMap(({ task, gold }) => gold.map((fault) => `- ${task.topic}/${task.id}: ${fault}`)),
  ];
}

function failedLines(results: readonly TaskResult[]): string[] {
  const failed = results.flatMap(({ task, trials }) => {
    const faults = [...new Set(trials.flatMap((trial) => trial.faults))];
    return faults.length === 0 ? [] : [{ task, faults }];
  });
  if (failed.length === 0) return [];
  return ['Failed:', ...failed.map(({ task, faults }) => `- ${task.topic}/${task.id}: ${faults.join('; ')}`)];
}
