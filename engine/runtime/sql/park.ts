import type { Tx } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';

export async function parkLead(tx: Tx, id: LeadId, fault: string): Promise<void> {
  await tx.query(
    'update leads set fault = $2 where lane = get_byte(uuid_send($1::uuid), 0) and id = $1::uuid',
    [id, fault],
    'park_lead',
  );
}
