import { Worker } from 'node:worker_threads';
import { TrellisError } from '../../../db/errors.ts';
import type { Drawing, Drawn } from './render-thread.ts';
import type { VegaLiteSpec } from './spec.ts';

export interface RenderOptions {
  /** Pixels of a PNG for each pixel of the chart: 2 for sharp screens. Up to 4. */
  scale?: number;
  timeLimitMilliseconds?: number;
}

/** Loading Vega takes longer than a chart: the thread stays for the other charts of a page, and then frees its memory. */
const keptMilliseconds = 10_000;

let last: Promise<unknown> = Promise.resolve();
let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;

/**
 * Draws a chart in a thread, so that the engine goes on meanwhile and a chart that takes too long is given up. The same
 * spec gives the same bytes. One is drawn at a time: charts never take more than one core.
 */
export function renderChart(
  spec: VegaLiteSpec,
  format: 'svg' | 'png',
  { scale = 2, timeLimitMilliseconds = 20_000 }: RenderOptions = {},
): Promise<Uint8Array> {
  const drawing: Drawing = { spec, format, scale: Math.min(4, Math.max(0.5, scale)) };
  const drawn = last.then(() => draw(drawing, timeLimitMilliseconds));
  last = drawn.catch(() => {});
  return drawn;
}

async function draw(drawing: Drawing, limit: number): Promise<Uint8Array> {
  clearTimeout(idle);
  thread ??= start();
  const worker = thread;
  worker.ref();
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const fail = (code: string, message: string, cause?: unknown) =>
    reject(new TrellisError(code, message, { mender: 'us', cause }));
  const failed = (why: string, cause?: unknown) =>
    fail('chart_failed', `The chart could not be drawn: ${why}`, cause);
  const timer = setTimeout(
    () => fail('chart_too_slow', `The chart took more than ${limit} ms: ask for less of it, or again later.`),
    limit,
  );
  const heard = {
    message: (drawn: Drawn) => ('bytes' in drawn ? resolve(drawn.bytes) : failed(drawn.fault)),
    error: (error: Error) => failed(error.message, error),
    exit: () => failed('its thread ended early.'),
  };
  for (const [name, listener] of Object.entries(heard)) worker.on(name, listener);
  try {
    worker.postMessage(drawing);
    const bytes = await promise;
    worker.unref();
    idle = setTimeout(() => end(worker), keptMilliseconds).unref();
    return bytes;
  } catch (error) {
    await end(worker);
    throw error;
  } finally {
    clearTimeout(timer);
    for (const [name, listener] of Object.entries(heard)) worker.off(name, listener);
  }
}

function start(): Worker {
  const worker = new Worker(new URL('./render-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  // One that fails while nothing is drawn is replaced at the next chart.
  return worker.on('error', () => {}).on('exit', () => void end(worker));
}

async function end(worker: Worker): Promise<void> {
  if (thread === worker) thread = undefined;
  await worker.terminate();
}
