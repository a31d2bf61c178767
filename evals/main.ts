import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * npm run evals [-- --gold] [--model openai:NAME] [--trials 4] [--only WORDS]
 * gold: only whether the gold calls solve each task. model: EVAL_MODEL; without one the embedded interpreter. only: open
 * tasks whose id or topic contains it. What else is given goes to vitest.
 */
const { values, tokens } = parseArgs({
  options: {
    gold: { type: 'boolean' },
    model: { type: 'string' },
    trials: { type: 'string' },
    only: { type: 'string' },
  },
  strict: false,
  tokens: true,
});
const own = new Set(['gold', 'model', 'trials', 'only']);
const others = tokens.flatMap((token) =>
  token.kind === 'option' && !own.has(token.name)
    ? [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`]
    : [],
);
const env = {
  ...process.env,
  ...(values.gold && { EVAL_GOLD: '1' }),
  ...(values.model && { EVAL_MODEL: String(values.model) }),
  ...(values.trials && { EVAL_TRIALS: String(values.trials) }),
  ...(values.only && { EVAL_ONLY: String(values.only) }),
};
spawn('vitest', ['run', '--project', 'evals', ...others], { stdio: 'inherit', env }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
