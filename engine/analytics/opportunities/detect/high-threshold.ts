import { normalP, twoSided, usualConfidence } from '../../statistics/distributions.ts';
import { rateOf } from '../../statistics/wilson.ts';
import { handOffDays, type OpportunityData } from '../data.ts';
import type { Candidate } from '../opportunity.ts';

/** On each side. */
const least = 60;
/** Below the threshold leads are to come further clearly less often: where it is surely more than so much, it is high. */
const nearlyAsOften = 0.75;

/** Thresholds that keep back leads who come further without it nearly as often as those it hands on. */
export function highThresholds(data: OpportunityData): Candidate[] {
  return data.nearMisses.flatMap(({ threshold: id, from, leads, converted }): Candidate[] => {
    const threshold = data.program.scoring.thresholds[id];
    const handOffs = data.handOffs.filter((one) => one.threshold === id);
    if (!threshold || Math.min(leads, handOffs.length) < least) return [];
    const below = rateOf(converted, leads);
    const above = rateOf(handOffs.filter((one) => one.converted).length, handOffs.length);
    const [p, q] = [below.rate ?? 0, above.rate ?? 0];
    const spread = Math.sqrt((p * (1 - p)) / leads + (nearlyAsOften ** 2 * q * (1 - q)) / handOffs.length);
    const z = spread === 0 ? 0 : (p - nearlyAsOften * q) / spread;
    const candidate = { kind: 'threshold', subject: `scoring/thresholds/${id}`, p: normalP(z) } as const;
    if (z <= 0 || q === 0) return [candidate];
    const half =
      twoSided(usualConfidence) * Math.sqrt((p * (1 - p)) / leads + (q * (1 - q)) / handOffs.length);
    const aMonth = (leads / data.share / data.handOffDays) * 30;
    return [
      {
        ...candidate,
        found: {
          title: `“${threshold.title}” at ${threshold.at} points keeps back leads that come further all the same`,
          evidence: {
            rates: [
              {
                ...below,
                of: `came further within ${handOffDays} days of ${from} points, never reaching ${threshold.at}`,
              },
              { ...above, of: 'of those it handed on' },
            ],
            difference: { value: p - q, low: p - q - half, high: p - q + half },
          },
          effect: {
            what: 'leads handed on sooner that come further',
            unit: 'leads',
            value: aMonth * p,
            low: aMonth * (below.low ?? 0),
            high: aMonth * (below.high ?? 0),
            assumption: 'sales can take up the others as well, who come with them',
          },
          effort: 'low',
          risk: 'medium',
          remedy: {
            do: 'edits',
            title: `Lower “${threshold.title}” from ${threshold.at} to ${from} points`,
            edits: [{ op: 'put', path: `scoring/thresholds/${id}`, value: { ...threshold, at: from } }],
          },
        },
      },
    ];
  });
}
