import type { Queryable } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';

export async function leadExists(on: Queryable, lane: number, id: LeadId): Promise<boolean> {
  return (await on.query('select from leads where lane = $1 and id = $2', [lane, id])).length > 0;
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
