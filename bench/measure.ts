import { performance } from 'node:perf_hooks';
import type { Engine } from '../engine/runtime/engine.ts';

/** Runs `body` for about `seconds`; gives units per second, where each run of `body` tells how many it did. */
export async function rateOver(seconds: number, body: () => Promise<number>): Promise<number> {
  const begin = performance.now();
  let done = 0;
  while (performance.now() - begin < seconds * 1000) done += await body();
  return (done / (performance.now() - begin)) * 1000;
}

/**
 * Takes what is due for some seconds, or until nothing is; gives leads per second. Two batches are under way at once, as
 * in a server's worker.
 */
export async function drainFor(
  engine: Pick<Engine, 'runDue'>,
  seconds: number,
  onTaken: (count: number) => void = () => {},
): Promise<number> {
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 1000;
  let count = 0;
  const take = async () => {
    for (let taken = -1; taken !== 0 && elapsed() < seconds; ) {
      taken = await engine.runDue();
      count += taken;
      onTaken(taken);
    }
  };
  await Promise.all([take(), take()]);
  return count / elapsed();
}

export interface Latency {
  /** Milliseconds from the moment it was due, waiting included. */
  p50: number;
  p99: number;
  count: number;
}

/** Open loop: starts `body` at a fixed rate whether or not the last has ended, for `seconds`. */
export async function latencyAt(
  perSecond: number,
  seconds: number,
  body: (n: number) => Promise<unknown>,
): Promise<Latency> {
  const begin = performance.now();
  const taken: number[] = [];
  const running: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = begin + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    running.push(body(n).then(() => void taken.push(performance.now() - due)));
  }
  await Promise.all(running);
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.floor(share * (taken.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: taken.length };
}
