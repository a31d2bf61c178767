import { Worker } from 'node:worker_threads';
import { TrellisError } from '../../../db/errors.ts';

export interface TrainingTask {
  /** Index texts with their language. */
  passages: readonly { text: string; language: string }[];
  dimensions: number;
}

/** Twenty thousand passages take less than a minute of one core. */
const mostMs = 600_000;
const heapMegabytes = 768;

/**
 * Trains a model in a thread of its own, so that requests are answered meanwhile. Gives it encoded; undefined when the
 * passages have too little in common. Throws `index.training` when it takes too long or too much memory, and the
 * signal's reason when it is aborted.
 */
export async function trainInThread(
  task: TrainingTask,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Uint8Array | undefined> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>();
  const failed = (why: string, cause?: unknown) =>
    reject(
      new TrellisError(
        'index.training',
        `The library's language model could not be trained: ${why}. Search goes on with what it has.`,
        { mender: 'us', cause },
      ),
    );
  worker.on('message', resolve);
  worker.on('error', (error: Error) => failed(error.message, error));
  worker.on('exit', () => failed('its thread ended'));
  const timer = setTimeout(() => failed('it took too long'), mostMs);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
