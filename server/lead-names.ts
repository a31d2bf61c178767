import type { Database } from '../db/connection.ts';
import { laneOfLead } from '../db/lanes.ts';
import type { Fields, LeadId } from '../engine/core/types.ts';

/** First and last name, else the email address; null when neither is known. */
export async function leadName(db: Database, lead: LeadId): Promise<string | null> {
  const [row] = await db.query<{ fields: Fields }>(
    'select fields from leads where lane = $1 and id = $2::uuid',
    [laneOfLead(lead), lead],
  );
  const { first_name, last_name, email } = row?.fields ?? {};
  return [first_name, last_name].filter(Boolean).join(' ') || (email ? String(email) : null);
}
