import { join } from 'node:path';
import { TrellisError } from '../db/errors.ts';
import type { EvalOptions } from './evals.ts';
import type { ModelEnv } from './world.ts';

/** The least share of tasks that the embedded interpreter passes at the first trial: the aim of 0.85 of what nobody had in mind. */
export const interpreterFloor = { open: 0.95, 'held-back': 0.85 } as const;

type Env = Readonly<Record<string, string | undefined>>;

/** EVAL_TRIALS, EVAL_ONLY, EVAL_GOLD. Runs are kept in .trellis/evals. Throws `evals.trials`. */
export function evalOptions(env: Env): EvalOptions {
  const trials = Number(env.EVAL_TRIALS || 1);
  if (!Number.isInteger(trials) || trials < 1 || trials > 100)
    throw new TrellisError(
      'evals.trials',
      `How often each task is tried is a whole number from 1 to 100, not ${env.EVAL_TRIALS}.`,
      { mender: 'operator' },
    );
  return {
    trials,
    ...(env.EVAL_ONLY && { only: env.EVAL_ONLY }),
    gold: Boolean(env.EVAL_GOLD),
    keepIn: join(import.meta.dirname, '../.trellis/evals'),
  };
}

/** EVAL_MODEL in the place of TRELLIS_MODEL, so that what an installation uses is not measured by accident. */
export function evalModel(env: Env): ModelEnv {
  if (!env.EVAL_MODEL) return {};
  const reached = Object.entries(env).filter(([name]) =>
    /^(?:OPENAI_|TRELLIS_COMPATIBLE_|TRELLIS_PRICES$)/.test(name),
  );
  return { ...Object.fromEntries(reached), TRELLIS_MODEL: env.EVAL_MODEL };
}
