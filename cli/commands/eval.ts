import type { Command } from 'commander';
import { print, printJson } from '../output.ts';

interface EvalFlags {
  model?: string;
  trials?: string;
  only?: string;
  gold?: boolean;
  json?: boolean;
}

/** `trellis eval`: how many of the tasks of evals/ a model passes, in a demo company of their own. Exit code 1 when a task cannot be solved. */
export function addEval(program: Command, env: NodeJS.ProcessEnv): void {
  program
    .command('eval')
    .description('measure how many tasks the agent passes, in a demo company made for it')
    .option('--model <names>', 'models as in TRELLIS_MODEL; without it the embedded interpreter')
    .option('--trials <n>', 'how often each task is tried (1)')
    .option('--only <words>', 'open tasks whose id or topic contains them')
    .option('--gold', 'only whether each task can be solved as it says')
    .option('--json', 'print {model, open, heldBack}')
    .action(async (flags: EvalFlags) => {
      // The agent with all its packages: no other command loads them.
      const [{ evalModel, evalOptions }, { runEvals }, { worldFolder }, { openWorld }] = await Promise.all([
        import('../../evals/asked.ts'),
        import('../../evals/evals.ts'),
        import('../../evals/template.ts'),
        import('../../evals/world.ts'),
      ]);
      const asked = {
        ...env,
        EVAL_MODEL: flags.model,
        EVAL_TRIALS: flags.trials,
        EVAL_ONLY: flags.only,
        EVAL_GOLD: flags.gold ? '1' : undefined,
      };
      const options = evalOptions(asked);
      const world = await openWorld(await worldFolder(), evalModel(asked));
      try {
        const open = await runEvals(world, 'open', options);
        // A filter would tell of held-back tasks one by one.
        const heldBack = options.only === undefined ? await runEvals(world, 'held-back', options) : undefined;
        const outcomes = [open, ...(heldBack ? [heldBack] : [])];
        if (flags.json)
          printJson({ model: world.models.name, open: open.report, heldBack: heldBack?.report ?? null });
        else for (const { lines } of outcomes) for (const line of lines) print(line);
        if (outcomes.some(({ unsolved }) => unsolved > 0)) process.exitCode = 1;
      } finally {
        await world.close();
      }
    });
}
