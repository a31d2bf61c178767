import { beforeAll, describe, expect, inject, it } from 'vitest';
import { afterwards } from '../test/afterwards.ts';
import { evalModel, evalOptions, interpreterFloor } from './asked.ts';
import { type EvalOutcome, runEvals, type SuiteName } from './evals.ts';
import { openWorld } from './world.ts';

/** The tasks of a suite as tests: that they can be solved, and how many the model solves. */
export function describeSuite(suite: SuiteName): void {
  const floor = interpreterFloor[suite];
  const options = evalOptions(process.env);
  const model = evalModel(process.env);
  // A filter would tell of held-back tasks one by one.
  const runs = suite === 'open' || options.only === undefined;
  describe.runIf(runs)(`the ${suite} tasks`, () => {
    let outcome: EvalOutcome;
    beforeAll(async () => {
      const world = await openWorld(inject('world'), model);
      afterwards(() => world.close());
      outcome = await runEvals(world, suite, options);
      if (outcome.lines.length > 0) console.log(`${outcome.lines.join('\n')}\n`);
    }, 1_800_000);

    it('can be solved: each passes by its gold calls', () => {
      expect(outcome.unsolved).toBe(0);
    });

    it.runIf(!options.gold && !model.TRELLIS_MODEL && options.only === undefined)(
      `are passed by the embedded interpreter: ${floor} at least`,
      () => {
        expect(outcome.report.all.pass[0] ?? 0).toBeGreaterThanOrEqual(floor);
      },
    );
  });
}
