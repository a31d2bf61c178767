import { twoSided, usualConfidence } from './distributions.ts';

/** How many were done after so long, and how many had waited so long when last looked at and wait still. */
export interface Waited {
  /** In any unit; the median has the same. Several rows may have the same. */
  time: number;
  done: number;
  waiting: number;
}

/** A step of the curve: from `time` on, until the next, a share `waiting` of all waits still. */
export interface SurvivalStep {
  time: number;
  /** Done at this time, and who could have been. */
  done: number;
  atRisk: number;
  /** 0-1, with its interval. */
  waiting: number;
  low: number;
  high: number;
}

export interface Survival {
  steps: SurvivalStep[];
  done: number;
  total: number;
  /** The time after which half are done; null when fewer than half are, as long as has been looked. */
  median: number | null;
  /** Null where the interval is open: nobody has been waited for long enough. */
  low: number | null;
  high: number | null;
}

/**
 * The share that waits still after each time, where those who wait count for as long as they have: left out, long waits
 * would look short. Kaplan and Meier (1958), JASA 53; variance by Greenwood (1926), interval on the log-log scale; that
 * of the median: all times at which the curve's interval holds one half (Brookmeyer and Crowley 1982, Biometrics 38).
 */
export function survivalOf(waited: readonly Waited[], confidence = usualConfidence): Survival {
  const z = twoSided(confidence);
  const times = timesOf(waited);
  const total = times.reduce((sum, { done, waiting }) => sum + done + waiting, 0);
  const steps: SurvivalStep[] = [];
  let atRisk = total;
  let share = 1;
  let greenwood = 0;
  for (const { time, done, waiting } of times) {
    if (done > 0) {
      share *= 1 - done / atRisk;
      greenwood += done / (atRisk * (atRisk - done));
      steps.push({ time, done, atRisk, waiting: share, ...band(share, greenwood, z) });
    }
    atRisk -= done + waiting;
  }
  const firstAtMostHalf = (of: (step: SurvivalStep) => number) =>
    steps.find((step) => of(step) <= 0.5 + 1e-12)?.time ?? null;
  return {
    steps,
    done: times.reduce((sum, { done }) => sum + done, 0),
    total,
    median: medianOf(steps),
    low: firstAtMostHalf(({ low }) => low),
    high: firstAtMostHalf(({ high }) => high),
  };
}

/** One row a time, ascending. */
export function timesOf(waited: readonly Waited[]): Waited[] {
  const byTime = new Map<number, Waited>();
  for (const { time, done, waiting } of waited) {
    const row = byTime.get(time) ?? { time, done: 0, waiting: 0 };
    byTime.set(time, { time, done: row.done + done, waiting: row.waiting + waiting });
  }
  return [...byTime.values()].toSorted((a, b) => a.time - b.time);
}

/** Where the curve is flat at one half, the middle of that stretch, as of an even number of times without anybody waiting. */
function medianOf(steps: readonly SurvivalStep[]): number | null {
  const at = steps.findIndex(({ waiting }) => waiting <= 0.5 + 1e-12);
  const step = steps[at];
  if (step === undefined) return null;
  const next = steps[at + 1];
  return next && Math.abs(step.waiting - 0.5) < 1e-12 ? (step.time + next.time) / 2 : step.time;
}

function band(share: number, greenwood: number, z: number): { low: number; high: number } {
  if (share === 0) return { low: 0, high: 0 };
  const spread = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(share));
  return { low: share ** Math.exp(spread), high: share ** Math.exp(-spread) };
}
