import { contrast } from '../contrast.ts';
import type { OpportunityData } from '../data.ts';
import type { Candidate } from '../opportunity.ts';
import { perMonth } from '../per-month.ts';
import { emailSteps, emailsInForce } from '../steps-in-force.ts';

/** Below so many emails of a step, or of the others, there is nothing to look at. */
const least = 100;
/** Of the others' share: more than three quarters of it is not worth a change. */
const muchLess = 0.75;

/**
 * Emails that are clicked less than what else their track sends to leads at the same stage of their journey. Another
 * track speaks to others: theirs is no comparison.
 */
export function weakEmails(data: OpportunityData): Candidate[] {
  const emails = Map.groupBy(emailsInForce(data.program, data.emails), ({ track }) => track);
  return emailSteps(data.program).flatMap((at): Candidate[] => {
    const item = at.step.content.item;
    const observations = (emails.get(at.trackId) ?? [])
      // Sent again later, an item is no comparison with itself.
      .filter((email) => email.item !== item || email.step === at.id)
      .map(({ lead, stage, step, clicked }) => ({
        lead,
        stratum: stage,
        inside: step === at.id,
        hit: clicked,
      }));
    const found = contrast(observations);
    if (!found || Math.min(found.inside.denominator, found.outside.denominator) < least) return [];
    const { inside, outside, difference, low, high, p } = found;
    const candidate = { kind: 'weak-email', subject: at.path, p } as const;
    const [here, there] = [inside.rate ?? 0, outside.rate ?? 0];
    if (difference >= 0 || here > there * muchLess) return [candidate];
    const sent = perMonth(inside.denominator, data);
    return [
      {
        ...candidate,
        found: {
          title: `${at.title} is clicked less than the track’s other emails`,
          evidence: {
            rates: [
              { ...inside, of: 'clicked within 14 days' },
              { ...outside, of: 'of the track’s other emails to leads at the same stages' },
            ],
            difference: { value: difference, low, high },
          },
          effect: {
            what: 'more leads click',
            unit: 'leads',
            value: -difference * sent,
            low: Math.max(0, -high) * sent,
            high: -low * sent,
            assumption:
              'what is sent instead is clicked as the others are; they came at other times of the track, so this is no proof',
          },
          effort: 'low',
          risk: 'low',
          remedy: {
            do: 'swap',
            track: at.trackId,
            step: at.id,
            stage: at.track.stage,
            item,
            orTakeOut: false,
            trial: { rate: here, effect: -difference, leadsPerMonth: sent },
          },
        },
      },
    ];
  });
}
