import type { OpportunityData } from '../data.ts';
import type { Candidate } from '../opportunity.ts';

const least = 30;

/**
 * What the library lacks, of each stage the gap in front of most leads; the others are on the coverage page. Nothing is
 * compared: leads are counted.
 */
export function contentGaps({ gaps }: OpportunityData): Candidate[] {
  const worst = new Map<string, OpportunityData['gaps'][number]>();
  for (const gap of gaps)
    if (gap.leads > (worst.get(gap.stage)?.leads ?? least - 1)) worst.set(gap.stage, gap);
  return [...worst.values()]
    .toSorted((a, b) => b.leads - a.leads)
    .map(
      ({ stage, kind, audience, leads, words }): Candidate => ({
        kind: 'content-gap',
        subject: `library/${stage}/${kind}${audience === null ? '' : `/${audience}`}`,
        p: null,
        found: {
          title: words,
          evidence: { rates: [] },
          effect: {
            what: 'leads it could be sent to',
            unit: 'leads',
            value: null,
            low: null,
            high: null,
            assumption: `${leads.toLocaleString('en')} leads stand there now; what it would do nobody can say before it is sent`,
          },
          effort: 'medium',
          risk: 'low',
          remedy: { do: 'draft', stage, kind, audience },
        },
      }),
    );
}
