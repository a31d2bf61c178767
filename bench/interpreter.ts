import { join } from 'node:path';
import { readTasks } from '../evals/read-tasks.ts';
import { percentile } from '../evals/report/percentile.ts';
import { runTask } from '../evals/run/run-task.ts';
import { worldFolder } from '../evals/template.ts';
import { openWorld } from '../evals/world.ts';

export interface InterpreterResult {
  turns: number;
  /** Milliseconds of a turn beside its tools. */
  p50: number;
  p95: number;
  most: number;
  /** The turns that took longest. */
  slowest: { task: string; turn: number; ms: number }[];
}

/**
 * What a turn by the embedded interpreter takes beside its tools, over all open tasks of evals/ and on the embedded
 * database: reading the conversation and the words of the company, understanding, wording, keeping. Each task runs twice
 * and counts the second time.
 */
export async function benchInterpreter(progress: (line: string) => void): Promise<InterpreterResult> {
  const tasks = readTasks(join(import.meta.dirname, '../evals/tasks'));
  const world = await openWorld(await worldFolder());
  try {
    const own: InterpreterResult['slowest'] = [];
    for (const round of [1, 2]) {
      progress(`interpreter: ${tasks.length} tasks, round ${round}`);
      for (const task of tasks) {
        const { turns } = await runTask(world, task, world.models);
        if (round === 1) continue;
        own.push(
          ...turns.map(({ ms, toolMs }, n) => ({ task: task.id, turn: n + 1, ms: Math.max(0, ms - toolMs) })),
        );
      }
    }
    const times = own.map(({ ms }) => ms);
    const slowest = own.sort((a, b) => b.ms - a.ms).slice(0, 5);
    return {
      turns: own.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      most: slowest[0]?.ms ?? 0,
      slowest,
    };
  } finally {
    await world.close();
  }
}

export function renderInterpreter({ turns, p50, p95, most, slowest }: InterpreterResult): string {
  return [
    '| a turn by the interpreter, beside its tools | ms |',
    '|---|---|',
    `| p50 of ${turns} | ${p50.toFixed(1)} |`,
    `| p95 (aim: 50) | ${p95.toFixed(1)} |`,
    `| most | ${most.toFixed(1)} |`,
    '',
    `Slowest: ${slowest.map(({ task, turn, ms }) => `${task} turn ${turn} ${ms.toFixed(0)} ms`).join(', ')}.`,
  ].join('\n');
}
