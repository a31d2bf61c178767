import type { TaskResult } from '../run/suite.ts';
import { sumUsage, type Usage } from '../run/usage.ts';
import { passK } from '../score/pass-k.ts';
import { percentile } from './percentile.ts';

/** What a set of tasks came to. */
export interface Score {
  tasks: number;
  /** pass^k for k from 1 to the number of trials, averaged over tasks. */
  pass: number[];
  /** Share of the trials of tasks with gold calls in which all of them were made; null where there are none. */
  calls: number | null;
  /** Milliseconds of a turn; `own` without the tools. */
  latency: { p50: number; p95: number; ownP50: number; ownP95: number };
  usage: Usage;
}

export interface Report {
  all: Score;
  /** By topic, as tasks come. */
  topics: Record<string, Score>;
}

export function reportOf(results: readonly TaskResult[]): Report {
  const byTopic = Map.groupBy(results, ({ task }) => task.topic);
  return {
    all: scoreOf(results),
    topics: Object.fromEntries([...byTopic].map(([topic, own]) => [topic, scoreOf(own)])),
  };
}

function scoreOf(results: readonly TaskResult[]): Score {
  const trials = results.flatMap((result) => result.trials);
  const turns = trials.flatMap((trial) => trial.turns);
  const matched = trials.flatMap(({ callsMatched }) => (callsMatched === undefined ? [] : [callsMatched]));
  const most = Math.max(0, ...results.map((result) => result.trials.length));
  return {
    tasks: results.length,
    pass: Array.from({ length: most }, (_, n) =>
      mean(results.map((result) => passK(passedOf(result), result.trials.length, n + 1))),
    ),
    calls: matched.length === 0 ? null : mean(matched.map(Number)),
    latency: {
      p50: percentile(
        turns.map(({ ms }) => ms),
        0.5,
      ),
      p95: percentile(
        turns.map(({ ms }) => ms),
        0.95,
      ),
      ownP50: percentile(
        turns.map(({ ownMs }) => ownMs),
        0.5,
      ),
      ownP95: percentile(
        turns.map(({ ownMs }) => ownMs),
        0.95,
      ),
    },
    usage: sumUsage(trials.map(({ usage }) => usage)),
  };
}

/** In how many trials a task passed. */
export function passedOf({ trials }: TaskResult): number {
  return trials.filter(({ faults }) => faults.length === 0).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
