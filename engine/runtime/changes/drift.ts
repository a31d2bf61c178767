import { withEnrolled } from './enrolling.ts';
import type { Plan, Population } from './types.ts';

/**
 * What moved between the plan that was shown and the plan as it is now, in words; empty while an approval of the
 * first still stands. A figure drifts when it changes by more than 5 % or 50 leads, whichever is smaller. How many leads
 * did an event lately, or stand at a score, moves all the time and changes nothing at once: that does not drift.
 */
export function planDrift(shown: Plan, current: Plan): string[] {
  const drifted: string[] = [];
  const compare = (what: string, before: number, after: number) => {
    if (Math.abs(after - before) > Math.min(50, before * 0.05)) {
      drifted.push(`${what}: ${before} when shown, ${after} now`);
    }
  };
  const [then, now] = [shown, current].map((plan) => withEnrolled(plan.population, plan.enrolling)) as [
    Population,
    Population,
  ];
  for (const [track, before, after] of both(then.entering, now.entering)) {
    compare(`leads entering ${track}`, before, after);
  }
  for (const [pair, before, after] of both(alsoOn(then), alsoOn(now))) compare(pair, before, after);
  for (const [track, before, after] of both(then.repeated, now.repeated)) {
    compare(`leads already sent an item of ${track}`, before, after);
  }
  for (const [trigger, before, after] of both(firing(shown), firing(current))) {
    compare(`leads for whom ${trigger} fires`, before, after);
  }
  for (const { target, since, emails } of current.population.resumed ?? []) {
    const before = shown.population.resumed?.find((halt) => halt.target === target);
    const what = target === '*' ? 'all sending' : target;
    if (before && before.since !== since) drifted.push(`${what} was halted anew after this was shown`);
    compare(`emails held back by the halt of ${what}`, before?.emails ?? 0, emails);
  }
  compare('leads leaving a track', shown.population.leaving, current.population.leaving);
  // A warning whose reason is gone, like a webhook that somebody has added since, takes nothing from an approval.
  if ((current.warnings ?? []).some((warning) => !shown.warnings?.includes(warning)))
    drifted.push('the program changed underneath, so the warnings are others');
  if (JSON.stringify(shown.diff) !== JSON.stringify(current.diff)) {
    drifted.push('the program changed underneath, so the difference reads otherwise');
  }
  return drifted;
}

type Counts = Readonly<Record<string, number>>;

/** Every name of either, sorted, with its count in each. */
function both(shown: Counts = {}, current: Counts = {}): [name: string, before: number, after: number][] {
  const names = [...new Set([...Object.keys(shown), ...Object.keys(current)])].sort();
  return names.map((name) => [name, shown[name] ?? 0, current[name] ?? 0]);
}

function firing({ population }: Plan): Counts {
  return Object.fromEntries((population.firing ?? []).map(({ trigger, leads }) => [trigger, leads]));
}

function alsoOn(population: Population): Counts {
  return Object.fromEntries(
    Object.entries(population.alsoOn ?? {}).flatMap(([track, others]) =>
      Object.entries(others).map(([other, n]) => [`leads entering ${track} who are on ${other}`, n]),
    ),
  );
}
