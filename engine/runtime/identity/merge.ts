import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { LeadId } from '../../core/types.ts';
import { appendAudit } from '../audit/append.ts';
import { type BatchSettings, beginBatch } from '../batch.ts';
import { decideBatch } from '../decide-batch.ts';
import { loadLead } from '../loaded-lead.ts';
import { retryRaces } from '../retry-races.ts';
import { lockLeads } from '../sql/claim.ts';
import { findGone } from '../sql/merge.ts';

/**
 * A person says that two leads are one: `loser` becomes a redirect to `survivor`. Both may be named by ids of leads
 * that were merged before. Waits for both. Throws `lead.unknown`, `lead.merge_self` (the two are one already) and
 * `lead.parked`.
 */
export async function mergeByHand(
  db: Database,
  settings: BatchSettings,
  loser: LeadId,
  survivor: LeadId,
  by: string,
): Promise<void> {
  await retryRaces(() =>
    db.transaction(async (tx) => {
      const batch = await beginBatch(tx, settings);
      const gone = new Map((await findGone(tx, [loser, survivor])).map(({ id, to }) => [id, to]));
      const [from, to] = [gone.get(loser) ?? loser, gone.get(survivor) ?? survivor];
      if (from === to)
        throw new TrellisError(
          'lead.merge_self',
          from === survivor && loser === survivor
            ? 'A lead cannot be merged with itself: name two leads.'
            : `These two are one already: lead ${to}.`,
        );
      const rows = new Map((await lockLeads(tx, [from, to], true)).map((row) => [row.id, loadLead(row)]));
      const [losing, lead] = [rows.get(from), rows.get(to)];
      if (!losing || !lead) {
        const unknown = losing ? survivor : loser;
        throw new TrellisError(
          'lead.unknown',
          `There is no lead ${unknown}; give a lead id or an email address.`,
        );
      }
      const refused = [losing, lead].find(({ fault }) => fault !== null);
      if (refused) throw parked(refused.id);
      await decideBatch(batch, [{ lead, inputs: [], absorbs: [{ loser: losing, by }] }]);
      // Deciding for one of them failed, and it was parked by that.
      if ((await findGone(tx, [from])).length === 0) throw parked(to);
      appendAudit(tx, { action: 'merge', at: batch.now, by, details: { lead: from, into: to } });
    }),
  );
}

function parked(id: LeadId): TrellisError {
  return new TrellisError(
    'lead.parked',
    `Lead ${id} is parked: deciding for it failed. Merge it when a mended program has taken it up again (\`trellis explain ${id}\` says what failed).`,
  );
}
