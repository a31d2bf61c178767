import { rateOf } from '../../statistics/wilson.ts';
import type { OpportunityData } from '../data.ts';
import { idleDays } from '../data.ts';
import type { Candidate } from '../opportunity.ts';

const least = 100;
const share = 0.2;

/** Leads that may be sent email, did nothing for long and are on no track, where no track takes up such leads. */
export function waitingLeads({ program, mailable, waiting, share: looked }: OpportunityData): Candidate[] {
  if (mailable < least) return [];
  const rate = rateOf(waiting, mailable);
  if (waiting < least || (rate.low ?? 0) < share) return [];
  // A track, or a trigger, that waits for silence: there is one already.
  const silence = /(= 0|< 1) IN last_/;
  const conditions = [
    ...Object.values(program.tracks).map(({ entry }) => entry?.when ?? ''),
    ...Object.values(program.triggers)
      .filter(({ actions }) => actions.some((action) => action.do === 'enrol'))
      .map(({ when }) => when),
  ];
  if (conditions.some((when) => silence.test(when))) return [];
  return [
    {
      kind: 'waiting-leads',
      subject: 'tracks',
      p: null,
      found: {
        title: 'Leads who went quiet wait in no track',
        evidence: {
          rates: [
            {
              ...rate,
              of: `of leads who may be sent email are on no track and did nothing for ${idleDays} days`,
            },
          ],
        },
        effect: {
          what: 'leads to win back',
          unit: 'leads',
          value: null,
          low: null,
          high: null,
          assumption: `${Math.round(waiting / looked).toLocaleString('en')} would enter at once; how many come back nobody can say before it is tried`,
        },
        effort: 'medium',
        risk: 'medium',
        remedy: { do: 'win-back', stage: 'awareness' },
      },
    },
  ];
}
