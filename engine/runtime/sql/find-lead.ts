import type { Queryable } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';

/** Itself, or the lead that it lives on in. */
export async function findLeadById(on: Queryable, lane: number, id: LeadId): Promise<LeadId | undefined> {
  const [row] = await on.query<{ id: LeadId }>(
    `select id from leads where lane = $1 and id = $2
     union all select to_id from lead_redirects where lane = $1 and id = $2`,
    [lane, id],
  );
  return row?.id;
}

export async function findLeadByEmail(
  on: Queryable,
  lane: number,
  email: string,
): Promise<LeadId | undefined> {
  const [row] = await on.query<{ lead_id: LeadId }>(
    `select lead_id from identities where lane = $1 and kind = 'email' and value = $2`,
    [lane, email],
  );
  return row?.lead_id;
}
