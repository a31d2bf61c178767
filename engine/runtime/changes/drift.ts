import type { Plan } from './types.ts';

/**
 * What moved between the plan that was shown and the plan as it is now, in words; empty while an approval of the
 * first still stands. A figure drifts when it changes by more than 5 % or 50 leads, whichever is smaller.
 */
export function planDrift(shown: Plan, current: Plan): string[] {
  const drifted: string[] = [];
  const compare = (what: string, before: number, after: number) => {
    if (Math.abs(after - before) > Math.min(50, before * 0.05)) {
      drifted.push(`${what}: ${before} when shown, ${after} now`);
    }
  };
  const tracks = new Set([
    ...Object.keys(shown.population.entering),
    ...Object.keys(current.population.entering),
  ]);
  for (const track of [...tracks].sort()) {
    compare(
      `leads entering ${track}`,
      shown.population.entering[track] ?? 0,
      current.population.entering[track] ?? 0,
    );
  }
  compare('leads leaving a track', shown.population.leaving, current.population.leaving);
  if (JSON.stringify(shown.diff) !== JSON.stringify(current.diff)) {
    drifted.push('the program changed underneath, so the difference reads otherwise');
  }
  return drifted;
}
