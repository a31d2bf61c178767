import { Worker } from 'node:worker_threads';
import type { Database } from '../../../db/connection.ts';
import { type LaneRange, laneRanges } from './lanes.ts';
import { type Reader, readerOn } from './reader.ts';
import { type Context, type Result, type Tasks, tasks } from './tasks.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';
import type { Done, Parallel, Progress, Work } from './work.ts';

export interface RunOptions<N extends keyof Tasks> {
  task: N;
  context: Context<N>;
  /** How many there are. */
  leads: number;
  /** Absent: in the thread that asks. */
  parallel: Parallel | undefined;
  progress: ((so: Progress) => void) | undefined;
  signal: AbortSignal | undefined;
}

/** Leads of a part, where nothing else is said. */
const usualPart = 200;

/**
 * Does the task for all leads, in parts by lane, and gives the results in the order of the parts. Stops with the signal's reason when it
 * is aborted, and with the first error.
 */
export async function runParts<N extends keyof Tasks>(
  db: Database,
  options: RunOptions<N>,
): Promise<Result<N>[]> {
  const { task, context, leads, parallel, progress, signal } = options;
  const parts = laneRanges(leads, parallel?.partSize ?? usualPart);
  const total: Progress = { leads: 0, inputs: 0, of: Math.round(options.leads) };
  const told = ({ leads, inputs }: Done) => {
    total.leads += leads;
    total.inputs += inputs;
    progress?.({ ...total });
  };
  signal?.throwIfAborted();
  const read = readerOn(db);
  if (parallel && parts.length > 1) {
    const { databaseUrl } = parallel;
    const threads = Math.max(1, Math.min(parallel.threads, parts.length));
    const data: ThreadData = { task, context, ...(databaseUrl !== undefined && { databaseUrl }) };
    return runInThreads(data, { parts, threads, read, told, signal });
  }
  const begin = tasks[task] as (context: Context<N>, read: Reader) => Work<Result<N>>;
  const work = begin(context, (name, query) => {
    signal?.throwIfAborted();
    return read(name, query);
  });
  const results: Result<N>[] = [];
  for (const part of parts) {
    results.push(await work(part, told));
    signal?.throwIfAborted();
  }
  return results;
}

interface ThreadsOptions {
  parts: readonly LaneRange[];
  threads: number;
  read: Reader;
  told: (done: Done) => void;
  signal: AbortSignal | undefined;
}

async function runInThreads<R>(
  data: ThreadData,
  { parts, threads, read, told, signal }: ThreadsOptions,
): Promise<R[]> {
  const results = new Array<R>(parts.length);
  const waiting = parts.entries();
  const workers: Worker[] = [];
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort);

  const workOff = async () => {
    let next = waiting.next().value;
    if (next === undefined) return;
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data });
    workers.push(worker);
    const send = (message: ToThread) => worker.postMessage(message);
    worker.on('error', stop);
    worker.on('exit', () => stop(new Error('A thread ended before its work.')));
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    worker.on('message', (message: FromThread) => {
      if ('asked' in message) {
        const { name, query } = message.asked;
        read(name, query as never).then((answer) => send({ answer }), stop);
      } else if ('done' in message) told(message.done);
      else if (next !== undefined) {
        results[next[0]] = message.result as R;
        next = waiting.next().value;
        if (next === undefined) finish();
        else send({ lanes: next[1] });
      }
    });
    send({ lanes: next[1] });
    await finished;
  };
  try {
    const all = Promise.all(Array.from({ length: threads }, workOff));
    await Promise.race([all, stopped]);
    return results;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stopped.catch(() => {});
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
