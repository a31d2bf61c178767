import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Models } from '../agent/models/types.ts';
import { afterwards } from '../test/afterwards.ts';
import { evalModel, evalOptions } from './asked.ts';
import { readTasks } from './read-tasks.ts';
import { runTask } from './run/run-task.ts';
import { openWorld, type World } from './world.ts';

const { gold, only } = evalOptions(process.env);
/** One in so many tasks, unless a filter says which: each asks the interpreter once more. */
const oneIn = only === undefined ? 20 : 1;
const tasks = readTasks(`${import.meta.dirname}/tasks`).filter(({ id, topic }, n) =>
  only === undefined ? n % oneIn === 0 : `${topic} ${id}`.includes(only),
);

/** Held against what tools gave and what was said, as what a language model says is: all of it is true. */
describe.runIf(!gold && !evalModel(process.env).TRELLIS_MODEL)(
  'figures in the interpreter’s own answers',
  () => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld(inject('world'));
      afterwards(() => world.close());
    });

    it('raise no false alarm where a tool was asked', async () => {
      const flagged: string[] = [];
      let turns = 0;
      for (const task of tasks) {
        const run = await runTask(world, task, asAModel(world.models));
        for (const { answer } of run.turns) {
          if (!answer || answer.toolCalls.length === 0) continue;
          turns++;
          flagged.push(
            ...answer.findings
              .filter(({ code }) => code === 'figure.no_source')
              .map(({ what }) => `${task.id}: ${what}`),
          );
        }
      }
      expect(flagged).toEqual([]);
      if (only === undefined) expect(turns).toBeGreaterThan(0);
    });
  },
);

/** The same answers under a name that nobody trusts. */
function asAModel(models: Models): Models {
  return {
    name: 'test:words',
    forTurn: (services, now, use = { purpose: 'answer' }) =>
      models.forTurn(services, now, { ...use, onAnswer: () => use.onAnswer?.('test:words') }),
  };
}
