import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { laneOfLead } from '../db/lanes.ts';
import type { Fields, LeadId } from '../engine/core/types.ts';
import type { Engine } from '../engine/runtime/types.ts';

/** The lead with this id or email address; throws `lead.unknown`. */
export async function knownLead(engine: Pick<Engine, 'findLead'>, given: string): Promise<LeadId> {
  const id = await engine.findLead(given);
  if (id) return id;
  throw new TrellisError('lead.unknown', `There is no lead ${given}; give a lead id or an email address.`);
}

/** First and last name, else the email address; null when neither is known. */
export async function leadName(db: Database, lead: LeadId): Promise<string | null> {
  const [row] = await db.query<{ fields: Fields }>(
    'select fields from leads where lane = $1 and id = $2::uuid',
    [laneOfLead(lead), lead],
  );
  const { first_name, last_name, email } = row?.fields ?? {};
  return [first_name, last_name].filter(Boolean).join(' ') || (email ? String(email) : null);
}
