import type { Queryable } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import type { LeadId } from '../../core/types.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { readLeadState } from '../sql/explain.ts';
import { leadName } from './lead-name.ts';

/** What a lead is called, and the tracks that it is on, the latest first. Throws `lead.unknown`. */
export async function readStanding(
  on: Queryable,
  lead: LeadId,
): Promise<{ name: string; activeTracks: string[] }> {
  const row = await readLeadState(on, laneOfLead(lead), lead);
  if (!row)
    throw new TrellisError('lead.unknown', `There is no lead ${lead}; give a lead id or an email address.`);
  const active = Object.entries(stateOf(row).enrolments)
    .filter(([, { status }]) => status === 'active')
    .sort(([, a], [, b]) => b.startedAt - a.startedAt);
  return { name: leadName(row.fields), activeTracks: active.map(([track]) => track) };
}
