import { Worker } from 'node:worker_threads';
import { TrellisError } from '../../../db/errors.ts';
import type { Drawing } from './render-thread.ts';
import type { VegaLiteSpec } from './spec.ts';

export interface RenderOptions {
  /** Pixels of a PNG for each pixel of the chart: 2 for sharp screens. Up to 4. */
  scale?: number;
  timeLimitMilliseconds?: number;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart in a thread of its own, so that the engine goes on meanwhile and a chart that takes too long is given
 * up. The same spec gives the same bytes. One is drawn at a time: charts never take more than one core.
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
  const worker = new Worker(new URL('./render-thread.ts', import.meta.url), {
    workerData: drawing,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const fail = (code: string, message: string, cause?: unknown) =>
    reject(new TrellisError(code, message, { mender: 'us', cause }));
  const timer = setTimeout(
    () => fail('chart_too_slow', `The chart took more than ${limit} ms: ask for less of it, or again later.`),
    limit,
  );
  worker.on('message', resolve);
  worker.on('error', (error: Error) =>
    fail('chart_failed', `The chart could not be drawn: ${error.message}`, error),
  );
  worker.on('exit', () => fail('chart_failed', 'The chart could not be drawn: its thread ended early.'));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
