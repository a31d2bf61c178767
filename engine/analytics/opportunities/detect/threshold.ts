import { compareShares } from '../../statistics/compare-shares.ts';
import { differenceOf } from '../../statistics/newcombe.ts';
import { rateOf } from '../../statistics/wilson.ts';
import type { HandOff, OpportunityData } from '../data.ts';
import { handOffDays } from '../data.ts';
import type { Candidate } from '../opportunity.ts';

/** On each side of a cut. */
const least = 60;
/** Where leads at the threshold come further half as often as those above, it is not low. */
const muchLess = 0.5;

/** Thresholds that hand on leads of whom few come further, while those with more points do. */
export function lowThresholds(data: OpportunityData): Candidate[] {
  const byThreshold = Map.groupBy(data.handOffs, ({ threshold }) => threshold);
  return Object.entries(data.program.scoring.thresholds).flatMap(([id, threshold]): Candidate[] => {
    const handOffs = byThreshold.get(id) ?? [];
    const looked = cutsOf(handOffs, threshold.at).flatMap((at): (Candidate & { at: number })[] => {
      const [below, above] = [
        sideOf(handOffs, (score) => score < at),
        sideOf(handOffs, (score) => score >= at),
      ];
      if (Math.min(below.denominator, above.denominator) < least) return [];
      const p = compareShares(below, above);
      const difference = differenceOf(below, above);
      const [low, high] = [
        rateOf(below.numerator, below.denominator),
        rateOf(above.numerator, above.denominator),
      ];
      const candidate = { kind: 'threshold', subject: `scoring/thresholds/${id}`, p, at } as const;
      if (!difference || (low.rate ?? 1) > (high.rate ?? 0) * muchLess) return [candidate];
      const handed = (below.denominator / data.share / data.handOffDays) * 30;
      return [
        {
          ...candidate,
          found: {
            title: `“${threshold.title}” at ${threshold.at} points hands on leads that do not come further`,
            evidence: {
              rates: [
                { ...low, of: `came further within ${handOffDays} days, handed on below ${at} points` },
                { ...high, of: `at ${at} points or more` },
              ],
              difference: { value: difference.difference, low: difference.low, high: difference.high },
            },
            effect: {
              what: 'fewer leads handed on that would not come further',
              unit: 'leads',
              value: handed * (1 - (low.rate ?? 0)),
              low: handed * (1 - (low.high ?? 1)),
              high: handed * (1 - (low.low ?? 0)),
              assumption: `leads below ${at} points who would come further reach ${at} later`,
            },
            effort: 'low',
            risk: 'medium',
            remedy: {
              do: 'edits',
              title: `Raise “${threshold.title}” from ${threshold.at} to ${at} points`,
              edits: [{ op: 'put', path: `scoring/thresholds/${id}`, value: { ...threshold, at } }],
            },
          },
        },
      ];
    });
    // One threshold is raised once: by the cut that tells most; the others stay among what was looked at.
    const best = looked
      .filter(({ found }) => found)
      .reduce<number | null>((least, { p }) => (least === null || (p as number) < least ? p : least), null);
    let taken = false;
    return looked.map(({ at: _, found, ...candidate }) => {
      const keeps = found !== undefined && candidate.p === best && !taken;
      if (keeps) taken = true;
      return keeps ? { ...candidate, found } : candidate;
    });
  });
}

/** A quarter, a half and three quarters of those handed on have less. */
function cutsOf(handOffs: readonly HandOff[], at: number): number[] {
  const scores = handOffs.map(({ score }) => score).sort((a, b) => a - b);
  const cuts = [0.25, 0.5, 0.75].map((share) => scores[Math.floor(share * scores.length)] ?? 0);
  return [...new Set(cuts)].filter((cut) => cut > at);
}

function sideOf(handOffs: readonly HandOff[], on: (score: number) => boolean) {
  const side = handOffs.filter(({ score }) => on(score));
  return { numerator: side.filter(({ converted }) => converted).length, denominator: side.length };
}
