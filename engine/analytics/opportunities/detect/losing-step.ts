import { contrast } from '../contrast.ts';
import type { OpportunityData } from '../data.ts';
import type { Candidate } from '../opportunity.ts';
import { perMonth } from '../per-month.ts';
import { emailSteps, emailsInForce } from '../steps-in-force.ts';

/** Below so many emails of a step, or of the others, there is nothing to look at. */
const least = 100;
/** Of the others' share: less than half as much again is not worth a change. */
const muchMore = 1.5;

/** Emails after which more leave or complain than after the other emails of the same track. */
export function losingSteps(data: OpportunityData): Candidate[] {
  const emails = Map.groupBy(emailsInForce(data.program, data.emails), ({ track }) => track);
  return emailSteps(data.program).flatMap((at): Candidate[] => {
    const observations = (emails.get(at.trackId) ?? []).map(({ lead, step, lost }) => ({
      lead,
      stratum: '',
      inside: step === at.id,
      hit: lost,
    }));
    const found = contrast(observations);
    if (!found || Math.min(found.inside.denominator, found.outside.denominator) < least) return [];
    const { inside, outside, difference, low, high, p } = found;
    const candidate = { kind: 'losing-step', subject: at.path, p } as const;
    const [here, there] = [inside.rate ?? 0, outside.rate ?? 0];
    if (difference <= 0 || here < there * muchMore) return [candidate];
    const sent = perMonth(inside.denominator, data);
    return [
      {
        ...candidate,
        found: {
          title: `${at.title} loses leads`,
          evidence: {
            rates: [
              { ...inside, of: 'left or complained within 14 days of this email' },
              { ...outside, of: 'of the track’s other emails' },
            ],
            difference: { value: difference, low, high },
          },
          effect: {
            what: 'fewer leads leave',
            unit: 'leads',
            value: difference * sent,
            low: Math.max(0, low) * sent,
            high: high * sent,
            assumption: 'what is sent instead loses no more than the track’s other emails',
          },
          effort: 'low',
          risk: 'medium',
          remedy: {
            do: 'swap',
            track: at.trackId,
            step: at.id,
            stage: at.track.stage,
            item: at.step.content.item,
            orTakeOut: true,
          },
        },
      },
    ];
  });
}
