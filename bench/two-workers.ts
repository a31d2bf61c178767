import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Events per second of two engines that ingest on one server at the same time. */
export async function twoWorkers(options: {
  url: string;
  leads: number;
  seconds: number;
  batchSize: number;
}): Promise<number> {
  const workers = ['left', 'right'].map(
    (key) =>
      new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...options, key: `two-${key}` } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const rates = workers.map((worker) => once(worker, 'message') as Promise<[number]>);
  for (const worker of workers) worker.postMessage('go');
  return (await Promise.all(rates)).reduce((sum, [rate]) => sum + rate, 0);
}
