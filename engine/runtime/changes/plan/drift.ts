import { draftDrift } from '../drafts.ts';
import { withEnrolled } from '../population/enrolling.ts';
import type { Plan, Population } from '../types.ts';

/**
 * What moved between the plan that was shown and the plan as it is now, in words; empty while an approval of the
 * first still stands. A figure drifts when it changes by more than 5 % or 50 leads, whichever is smaller, but by one
 * lead only where it was or is none; one that was scaled up, by more than 5 % and three leads of the sample. How many leads did
 * an event lately, or stand at a score, moves all the time and changes nothing at once: that does not drift.
 */
export function planDrift(shown: Plan, current: Plan): string[] {
  const drifted: string[] = [];
  const compare = (what: string, before: number, after: number, weight = 1) => {
    if (Math.abs(after - before) > (after === 0 ? 0 : tolerance(before, weight))) {
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
  const { migration } = current;
  const weight = migration ? migration.leads / Math.max(1, migration.decided) : 1;
  compare('leads leaving a track', shown.population.leaving, current.population.leaving, weight);
  drifted.push(...emailedDrift(shown, current));
  drifted.push(...draftDrift(shown, current));
  // A warning whose reason is gone, like a webhook that somebody has added since, takes nothing from an approval.
  if ((current.warnings ?? []).some((warning) => !shown.warnings?.includes(warning)))
    drifted.push('the program changed underneath, so the warnings are others');
  if (JSON.stringify(shown.diff) !== JSON.stringify(current.diff)) {
    drifted.push('the program changed underneath, so the difference reads otherwise');
  }
  return drifted;
}

/** `weight`: how many leads one that was looked at stands for. */
function tolerance(before: number, weight: number): number {
  if (before === 0 && weight <= 1) return 0;
  return weight > 1 ? Math.max(3 * weight, before * 0.05) : Math.max(1, Math.min(50, before * 0.05));
}

/**
 * How many leads more or fewer the change has emailed within the next days, by the measure of all who are. What the
 * program in force would send them as well moves with the days and is none of the change's doing.
 */
function emailedDrift(shown: Plan, current: Plan): string[] {
  const [then] = shown.ahead?.periods ?? [];
  const [now] = current.ahead?.periods ?? [];
  if (!then || !now || then.days !== now.days || !current.ahead) return [];
  const effect = ({ base, proposed }: typeof then) => proposed.emailed - base.emailed;
  const weight = current.ahead.of / Math.max(1, current.ahead.leads);
  const most = tolerance(Math.max(then.proposed.emailed, then.base.emailed), weight);
  if (Math.abs(effect(now) - effect(then)) <= most) return [];
  const words = (n: number) => `${Math.abs(n)} ${n < 0 ? 'fewer' : 'more'}`;
  return [
    `leads emailed within ${now.days} days: ${words(effect(then))} by the change when shown, ${words(effect(now))} now`,
  ];
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
