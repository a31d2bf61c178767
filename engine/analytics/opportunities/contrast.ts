import { compareShares } from '../statistics/compare-shares.ts';
import { normalP, twoSided, usualConfidence } from '../statistics/distributions.ts';
import { type Rate, rateOf } from '../statistics/wilson.ts';

/** One email: whether it is of those looked at, and whether what is counted came of it. */
export interface Observation {
  /** Emails of one lead are alike, and count as one draw. */
  lead: number;
  /** Only emails of the same stratum are compared with each other. */
  stratum: string;
  inside: boolean;
  hit: boolean;
}

export interface Contrast {
  inside: Rate;
  outside: Rate;
  /** Inside minus outside, like with like, in shares. */
  difference: number;
  low: number;
  high: number;
  /** Two-sided. */
  p: number;
}

/** Below this many expected hits on a side the normal approximation is not trusted alone. */
const leastExpected = 30;

/**
 * Whether hits are likelier inside than outside, within strata and with each lead as one draw: the Mantel-Haenszel
 * difference of shares (Greenland and Robins 1985), with the variance of its sum by leads (Liang and Zeger 1986), as
 * leads who click one email click others. That variance is small by chance where hits are, so p is never below that of
 * Cochran, Mantel and Haenszel (1959), nor, where hits are few, of the exact test of the whole table. Undefined when no
 * stratum has both sides.
 */
export function contrast(observations: readonly Observation[]): Contrast | undefined {
  const strata = new Map<string, { of: [number, number]; hits: [number, number] }>();
  for (const { stratum, inside, hit } of observations) {
    let counts = strata.get(stratum);
    if (!counts) {
      counts = { of: [0, 0], hits: [0, 0] };
      strata.set(stratum, counts);
    }
    counts.of[inside ? 1 : 0] += 1;
    if (hit) counts.hits[inside ? 1 : 0] += 1;
  }
  let weight = 0;
  let total = 0;
  let variance = 0;
  const [of, hits]: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (const { of: n, hits: k } of strata.values()) {
    // Where one side is missing there is nothing to compare with.
    if (n[0] === 0 || n[1] === 0) continue;
    const w = (n[0] * n[1]) / (n[0] + n[1]);
    weight += w;
    total += w * (k[1] / n[1] - k[0] / n[0]);
    const [all, done] = [n[0] + n[1], k[0] + k[1]];
    variance += (n[0] * n[1] * done * (all - done)) / (all ** 2 * (all - 1));
    for (const side of [0, 1] as const) {
      of[side] += n[side];
      hits[side] += k[side];
    }
  }
  if (weight === 0) return undefined;
  const { spreadOfNone, spread } = spreads(observations, strata);
  const difference = total / weight;
  const inside = { numerator: hits[1], denominator: of[1] };
  const outside = { numerator: hits[0], denominator: of[0] };
  const z = spreadOfNone === 0 ? 0 : total / Math.max(spreadOfNone, Math.sqrt(variance));
  const pooled = (hits[0] + hits[1]) / (of[0] + of[1]);
  const few = Math.min(...of) * Math.min(pooled, 1 - pooled) < leastExpected;
  const half = (twoSided(usualConfidence) * spread) / weight;
  return {
    inside: rateOf(inside.numerator, inside.denominator),
    outside: rateOf(outside.numerator, outside.denominator),
    difference,
    low: difference - half,
    high: difference + half,
    p: few ? Math.max(normalP(z), compareShares(inside, outside)) : normalP(z),
  };
}

/** Standard errors of the weighted sum: as if there were no difference, for the test, and as they differ, for the interval. */
function spreads(
  observations: readonly Observation[],
  strata: ReadonlyMap<string, { of: [number, number]; hits: [number, number] }>,
): { spreadOfNone: number; spread: number } {
  const byLead = new Map<number, [none: number, some: number]>();
  for (const { lead, stratum, inside, hit } of observations) {
    const { of, hits } = strata.get(stratum) as { of: [number, number]; hits: [number, number] };
    if (of[0] === 0 || of[1] === 0) continue;
    const side = inside ? 1 : 0;
    const n = of[0] + of[1];
    const x = side - of[1] / n;
    const y = hit ? 1 : 0;
    const sums = byLead.get(lead) ?? [0, 0];
    sums[0] += x * (y - (hits[0] + hits[1]) / n);
    sums[1] += x * (y - hits[side] / of[side]);
    byLead.set(lead, sums);
  }
  let [none, some] = [0, 0];
  for (const sums of byLead.values()) {
    none += sums[0] ** 2;
    some += sums[1] ** 2;
  }
  const leads = byLead.size;
  const small = leads > 1 ? leads / (leads - 1) : 1;
  return { spreadOfNone: Math.sqrt(none * small), spread: Math.sqrt(some * small) };
}
