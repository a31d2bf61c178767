import { canonicalJson, sha256Hex } from '../../../db/canonical.ts';
import type { Queryable } from '../../../db/connection.ts';
import type { Program } from '../../program/schema.ts';
import { readState } from '../facts/sql/state.ts';
import { type Chosen, choose } from './choose.ts';
import type { ContentGap, OpportunityData } from './data.ts';
import { gather } from './gather.ts';
import type { Opportunity } from './opportunity.ts';
import { type ContentPort, prefill } from './remedy.ts';

export interface Opportunities {
  /** Until when the log is counted in; 0 while it has never all been. */
  asOf: number;
  /** Looked at what happened in so many days that have had the time to tell. */
  days: number;
  /** Of all leads those that were looked at, 0-1. */
  share: number;
  /** Comparisons made; each of them might have come out by chance, which is corrected for. */
  compared: number;
  /** Best first. */
  opportunities: Opportunity[];
  /** Why there are none, and what to mind. */
  notes: string[];
}

export interface OpportunityQuery {
  program: Program;
  now: number;
  days: number;
  gaps: readonly ContentGap[];
  library: ContentPort;
}

/** What could be done better, with evidence and a change that could be filed. Reads only, files nothing. */
export async function findOpportunities(db: Queryable, query: OpportunityQuery): Promise<Opportunities> {
  const data = await gather(db, query);
  const { chosen, compared } = choose(data);
  const opportunities: Opportunity[] = [];
  for (const one of chosen) opportunities.push(await completed(one, query));
  const { asOf = 0 } = await readState(db);
  return {
    asOf,
    days: query.days,
    share: data.share,
    compared,
    opportunities: withoutTwins(opportunities),
    notes: notesOf(data, compared, opportunities),
  };
}

async function completed(
  { kind, subject, found: { remedy, ...found } }: Chosen,
  { program, library }: OpportunityQuery,
): Promise<Opportunity> {
  const prefilled = await prefill(program, remedy, library);
  const named = { kind, subject, edits: prefilled.change?.edits ?? null };
  const id = sha256Hex(canonicalJson(JSON.parse(JSON.stringify(named)))).slice(0, 12);
  return { id, kind, subject, ...found, ...prefilled };
}

/** The same change for two reasons is one opportunity, by the better reason. */
function withoutTwins(all: readonly Opportunity[]): Opportunity[] {
  const seen = new Set<string>();
  return all.filter(({ subject, change }) => {
    const key = change ? canonicalJson(JSON.parse(JSON.stringify(change.edits))) : subject;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function notesOf(
  { emails, days, share }: OpportunityData,
  compared: number,
  found: readonly Opportunity[],
): string[] {
  const many = emails.length.toLocaleString('en');
  return [
    ...(found.length === 0 && compared === 0
      ? [
          `There are too few data: ${many} delivered emails in ${days} days. A step is looked at from 100 emails on, a threshold from 60 hand-offs on each side of a cut.`,
        ]
      : []),
    ...(found.length === 0 && compared > 0
      ? [
          `Nothing is clear: none of ${compared.toLocaleString('en')} comparisons over ${many} delivered emails of ${days} days stands out, corrected for how many there were.`,
        ]
      : []),
    ...(found.length > 0
      ? [
          `Of ${compared.toLocaleString('en')} comparisons over ${many} delivered emails of ${days} days; corrected for how many there were.`,
          'What was seen together is not always cause and effect: where a change matters, try it as an experiment.',
        ]
      : []),
    ...(share < 1 ? [`Of an even sample of leads, ${Math.round(share * 256)} of 256 parts.`] : []),
  ];
}
