import { join } from 'node:path';
import { readTasks } from './read-tasks.ts';
import { compared } from './report/compare.ts';
import { type Kept, keep, keptTasks, lastKept } from './report/kept.ts';
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

  const kept: Kept = {
    at: new Date().toISOString(),
    model: world.models.name,
    report,
    ...(suite === 'open' && { tasks: keptTasks(results) }),
  };
  const before = keepIn === undefined ? undefined : lastKept(keepIn, suite, kept.model);
  // Part of the tasks would be no run to compare the next with.
  if (keepIn !== undefined && only === undefined) keep(keepIn, suite, kept);
  return {
    report,
    unsolved: unsolved.length,
    lines: [
      renderReport(`${suite === 'open' ? 'Open' : 'Held-back'} tasks, ${kept.model}`, report),
      ...lines,
      ...(suite === 'open' ? failedLines(results, only !== undefined) : []),
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

/** Each failed task with why; of a few that were asked for also what was said. */
function failedLines(results: readonly TaskResult[], inFull: boolean): string[] {
  const failed = results.flatMap(({ task, trials }) => {
    const trial = trials.find(({ faults }) => faults.length > 0);
    return trial ? [{ task, trial }] : [];
  });
  if (failed.length === 0) return [];
  return [
    'Failed:',
    ...failed.flatMap(({ task, trial }) => [
      `- ${task.topic}/${task.id}: ${trial.faults.join('; ')}`,
      ...(inFull ? trial.talk.flatMap(talkLines) : []),
    ]),
  ];
}

function talkLines({ say, calls, answer }: TaskResult['trials'][number]['talk'][number]): string[] {
  return [
    `    > ${say}`,
    ...calls.map(({ name, input }) => `    ${name} ${JSON.stringify(input)}`),
    ...answer.split('\n').map((line) => `    | ${line}`),
  ];
}
