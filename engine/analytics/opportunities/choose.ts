import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import type { OpportunityData } from './data.ts';
import { contentGaps } from './detect/content-gap.ts';
import { decidedExperiments } from './detect/decided-experiment.ts';
import { unreachedGoals } from './detect/goal-unreached.ts';
import { heldSends } from './detect/held-sends.ts';
import { highThresholds } from './detect/high-threshold.ts';
import { losingSteps } from './detect/losing-step.ts';
import { sendTimes } from './detect/send-time.ts';
import { lowThresholds } from './detect/threshold.ts';
import { waitingLeads } from './detect/waiting-leads.ts';
import { weakEmails } from './detect/weak-email.ts';
import type { Candidate, Found } from './opportunity.ts';

const detectors = [
  losingSteps,
  weakEmails,
  sendTimes,
  lowThresholds,
  highThresholds,
  heldSends,
  unreachedGoals,
  decidedExperiments,
  waitingLeads,
  contentGaps,
];

/** At most this share of what is called clear is so by chance. */
const falseShare = 0.05;

export interface Chosen extends Pick<Candidate, 'kind' | 'subject'> {
  found: Found;
}

/**
 * What is clear, best first, of everything that was looked at: all comparisons together are corrected for being many,
 * whatever their kind. `compared`: how many there were.
 */
export function choose(data: OpportunityData): { chosen: Chosen[]; compared: number } {
  const candidates = detectors.flatMap((detect) => detect(data));
  const compared = candidates.filter(({ p }) => p !== null);
  const adjusted = benjaminiHochberg(compared.map(({ p }) => p as number));
  const q = new Map(compared.map((candidate, n) => [candidate, adjusted[n] as number]));
  const chosen = candidates.flatMap((candidate): Chosen[] => {
    const { kind, subject, p, found } = candidate;
    const corrected = q.get(candidate);
    if (!found || (corrected !== undefined && corrected > falseShare)) return [];
    const tested = p === null || corrected === undefined ? {} : { p, adjusted: corrected };
    return [{ kind, subject, found: { ...found, evidence: { ...found.evidence, ...tested } } }];
  });
  const worth = worthIn(data);
  return {
    chosen: chosen.toSorted((a, b) => worth(b) - worth(a) || (a.subject < b.subject ? -1 : 1)),
    compared: compared.length,
  };
}

const ease = { low: 1, medium: 0.7, high: 0.4 } as const;

/**
 * What a month of it is surely worth, in leads kept or moved on, less for what is harder: the low end of the effect. A
 * click is worth the share of those who click that move on; a spared hand-off an hour of somebody, a tenth of a lead.
 */
function worthIn({ emails }: OpportunityData): (chosen: Chosen) => number {
  const clicked = emails.filter(({ clicked }) => clicked);
  const click =
    clicked.length === 0 ? 0 : clicked.filter(({ progressed }) => progressed).length / clicked.length;
  const weights: Partial<Record<Candidate['kind'], number>> = {
    'weak-email': click,
    'send-time': click,
    threshold: 0.1,
    'held-sends': 0.1,
  };
  return ({ kind, found: { effect, effort } }) =>
    (effect.low ?? (effect.value ?? 0) / 2) * (weights[kind] ?? 1) * ease[effort];
}
