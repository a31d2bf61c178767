import { backtestTask } from '../compare/task.ts';
import { verifyTask } from '../verify-task.ts';

/** Everything that threads can be asked to do: begun once a thread, with a context that is plain data. */
export const tasks = { backtest: backtestTask, verify: verifyTask };

export type Tasks = typeof tasks;
export type Context<N extends keyof Tasks> = Parameters<Tasks[N]>[0];
export type Result<N extends keyof Tasks> = Awaited<ReturnType<ReturnType<Tasks[N]>>>;
