import { compareShares } from '../compare-shares.ts';
import { type Cumulated, sequentialShares } from '../sequential-shares.ts';
import type { Draws } from './draws.ts';

export interface Simulation {
  runs: number;
  days: number;
  /** Leads that come into each arm a day. */
  perDay: number;
  rate: number;
  /** What the arm has more than the control; 0: A/A. */
  effect: number;
}

/** In how many of all runs a difference was found at 5 %, 0-1. */
export interface Found {
  /** Looking once, at the end. */
  atTheEnd: number;
  /** Looking every day with the test that is made for one look. */
  peeking: number;
  /** Looking every day with the sequential test. */
  sequential: number;
  /** In how many the sequential interval held the true difference on all days. */
  covered: number;
}

/** Experiments by counts a day. */
export function simulate(draws: Draws, { runs, days, perDay, rate, effect }: Simulation): Found {
  const found = { atTheEnd: 0, peeking: 0, sequential: 0, covered: 0 };
  for (let run = 0; run < runs; run++) {
    const seen = cumulated(draws, { days, perDay, rate, effect });
    const once = seen.map(({ arm, control }) => compareShares(arm, control) <= 0.05);
    const peeks = sequentialShares(seen, { perArm: days * perDay });
    if (once.at(-1)) found.atTheEnd++;
    if (once.includes(true)) found.peeking++;
    if (peeks.some(({ p }) => p <= 0.05)) found.sequential++;
    if (peeks.every(({ low, high }) => low <= effect && effect <= high)) found.covered++;
  }
  return {
    atTheEnd: found.atTheEnd / runs,
    peeking: found.peeking / runs,
    sequential: found.sequential / runs,
    covered: found.covered / runs,
  };
}

function cumulated(draws: Draws, { days, perDay, rate, effect }: Omit<Simulation, 'runs'>): Cumulated[] {
  let [arm, control] = [0, 0];
  return Array.from({ length: days }, (_, day) => {
    const denominator = (day + 1) * perDay;
    arm += draws.binomial(perDay, rate + effect);
    control += draws.binomial(perDay, rate);
    return { arm: { numerator: arm, denominator }, control: { numerator: control, denominator } };
  });
}
