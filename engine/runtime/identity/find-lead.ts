import type { Queryable } from '../../../db/connection.ts';
import { laneOfLead, laneOfValue } from '../../../db/lanes.ts';
import type { LeadId } from '../../core/types.ts';
import { findLeadByEmail, findLeadById } from '../sql/find-lead.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The lead with this id or, in any case, this email, or the one it lives on in; undefined when there is none. */
export async function findLead(on: Queryable, idOrEmail: string): Promise<LeadId | undefined> {
  const text = idOrEmail.trim().toLowerCase();
  if (!uuid.test(text)) return findLeadByEmail(on, laneOfValue(text), text);
  return findLeadById(on, laneOfLead(text), text);
}
