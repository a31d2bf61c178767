import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EngineResult, EngineSettings, EngineTask } from './engine-process.ts';

/** Engines in processes of their own, on one database. */
export interface Engines {
  /** The same task, or one each, to all at once; when all are done. */
  all(task: (n: number) => EngineTask): Promise<EngineResult[]>;
  stop(): Promise<void>;
}

export async function startEngines(url: string, count: number, startsAt: number): Promise<Engines> {
  const settings: EngineSettings = { url, startsAt };
  const children = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'engine-process.ts'), {
      env: { ...process.env, BENCH_ENGINE: JSON.stringify(settings) },
      execArgv: [],
    }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  let calls = 0;
  return {
    all: (task) => Promise.all(children.map((child, n) => ask(child, ++calls, task(n)))),
    stop: async () => {
      const gone = children.map((child) => once(child, 'exit'));
      for (const child of children) child.kill();
      await Promise.all(gone);
    },
  };
}

function ask(child: ChildProcess, call: number, task: EngineTask): Promise<EngineResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: EngineResult & { call: number; failed?: string }) => {
      if (message.call !== call) return;
      child.off('message', onMessage);
      if (message.failed === undefined) resolve(message);
      else reject(new Error(message.failed));
    };
    child.on('message', onMessage);
    child.send({ call, task });
  });
}
