import type { Tx } from '../../db/connection.ts';
import type { LeadId } from '../core/types.ts';
import type { Absorbed, Work } from './batch.ts';
import { readInbox, type WaitingInput } from './sql/inbox.ts';

/** What waits in the inbox for the leads of a batch. */
export interface Waiting {
  /** In order of arrival. */
  waiting: Map<LeadId, WaitingInput[]>;
  /** Leads for which more waits than was read: what is new waits behind it. */
  more: Set<LeadId>;
}

/** Most inputs that a lead takes from the inbox in one batch. */
export const mostWaiting = 200;

export function nothingWaits(): Waiting {
  return { waiting: new Map(), more: new Set() };
}

/** A lead that absorbs others takes all that waits for it and for them: none of it may come after what is new. */
export async function readWaiting(
  tx: Tx,
  works: readonly Work[],
  absorbed: readonly Absorbed[],
): Promise<Waiting> {
  const known = works.filter(({ lead }) => !lead.isNew);
  const absorbing = new Set(known.filter(({ absorbs }) => absorbs !== undefined).map(({ lead }) => lead.id));
  const rows = await readInbox(tx, [
    ...known.map(({ lead: { id } }) => (absorbing.has(id) ? { id } : { id, most: mostWaiting + 1 })),
    ...absorbed.map(({ loser }) => ({ id: loser.id })),
  ]);
  const waiting = Map.groupBy(rows, (row) => row.lead_id);
  const more = new Set<LeadId>();
  for (const { lead } of known) {
    const first = waiting.get(lead.id) ?? [];
    if (absorbing.has(lead.id) || first.length <= mostWaiting) continue;
    more.add(lead.id);
    waiting.set(lead.id, first.slice(0, mostWaiting));
  }
  return { waiting, more };
}
