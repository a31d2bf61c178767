import type { Models } from '../../agent/models/types.ts';
import { judge, type Verdict } from '../score/judge.ts';
import type { Task } from '../task.ts';
import type { World } from '../world.ts';
import { goldModels } from './gold.ts';
import { runTask } from './run-task.ts';
import type { Usage } from './usage.ts';

export interface Trial extends Verdict {
  /** Of each turn, milliseconds: whole, and without the tools. */
  turns: { ms: number; ownMs: number }[];
  /** What was said and done, turn by turn. */
  talk: { say: string; calls: { name: string; input: unknown }[]; answer: string }[];
  usage: Usage;
}

export interface TaskResult {
  task: Task;
  /** Why the gold calls do not solve it; empty when they do. */
  gold: string[];
  trials: Trial[];
}

export interface SuiteOptions {
  world: World;
  tasks: readonly Task[];
  /** What is measured; absent: the gold alone is run. */
  models?: Models;
  /** How often each task is tried. */
  trials: number;
}

/** Runs every task by its gold calls, and then by the models as often as asked. */
export async function runSuite({ world, tasks, models, trials }: SuiteOptions): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const gold = goldModels(task);
    const byGold = judge(task, await runTask(world, task, gold), gold.outputs, { byScript: true });
    const result: TaskResult = { task, gold: byGold.faults, trials: [] };
    for (let n = 0; models && n < trials; n++) {
      const run = await runTask(world, task, models);
      result.trials.push({
        ...judge(task, run, gold.outputs),
        turns: run.turns.map(({ ms, toolMs }) => ({ ms, ownMs: Math.max(0, ms - toolMs) })),
        talk: run.turns.map(({ answer, fault = '' }, turn) => ({
          say: task.turns[turn]?.say ?? '',
          calls: (answer?.toolCalls ?? []).map(({ name, input }) => ({ name, input })),
          answer: answer?.text ?? fault,
        })),
        usage: run.usage,
      });
    }
    results.push(result);
  }
  return results;
}
