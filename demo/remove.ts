import type { Database, Tx } from '../db/connection.ts';
import { emptyProgram } from '../engine/program/parse.ts';
import { holdActivation } from '../engine/runtime/sql/programs.ts';
import type { Engine } from '../engine/runtime/types.ts';
import type { Library } from '../knowledge/library.ts';

export interface RemovedDemo {
  leads: number;
  accounts: number;
  /** Content items. */
  items: number;
  /** There are leads beside the demo's: their history keeps the program versions that decided it. */
  othersRemain: boolean;
}

/** Tables whose rows belong to a lead by (lane, lead_id). */
const ownedByLead = [
  'inputs',
  'inbox',
  'ledger',
  'enrolments',
  'stage_moves',
  'outbox',
  'mailbox',
  'notifications',
] as const;

/**
 * Takes the demo company away whole: its leads with all that they own, its accounts, content and program. An empty
 * program comes into force instead, with a number that was never used, since running processes remember programs by
 * number. Without other leads the earlier versions, changes and halts go too. People, keys and chats stay.
 */
export async function removeDemo({
  db,
  engine,
  library,
}: {
  db: Database;
  engine: Pick<Engine, 'activate'>;
  library: Pick<Library, 'removeDemo'>;
}): Promise<RemovedDemo> {
  const removed = await db.transaction(async (tx) => {
    // No batch may decide for a lead while it goes.
    await holdActivation(tx, 'exclusive');
    const gone = await removeLeads(tx);
    const [others] = await tx.query<{ remain: boolean }>('select exists (select from leads) as remain');
    const othersRemain = others?.remain === true;
    const version = await engine.activate(tx, emptyProgram(), { changeId: null });
    await tx.query(`delete from halts where target <> '*'`);
    if (!othersRemain) {
      await tx.query('delete from changes');
      await tx.query('delete from programs where version < $1', [version]);
    }
    return { ...gone, othersRemain };
  });
  return { ...removed, items: await library.removeDemo() };
}

async function removeLeads(tx: Tx): Promise<{ leads: number; accounts: number }> {
  // The message ids of a lead are known by its inputs only, so they go first.
  await tx.query(
    `delete from message_ids m using inputs i, leads l
     where l.demo and i.lane = l.lane and i.lead_id = l.id and m.source = i.source and m.id = i.message_id`,
  );
  for (const table of ownedByLead) {
    await tx.query(
      `delete from ${table} o using leads l where l.demo and o.lane = l.lane and o.lead_id = l.id`,
    );
  }
  await tx.query(
    'delete from identities i using leads l where l.demo and i.lead_lane = l.lane and i.lead_id = l.id',
  );
  const leads = await tx.query('delete from leads where demo returning id');
  // An account that another lead has joined meanwhile is that lead's now.
  await tx.query(
    `update accounts a set demo = false where demo
       and exists (select from leads l where l.account_lane = a.lane and l.account_id = a.id)`,
  );
  const accounts = await tx.query('delete from accounts where demo returning id');
  return { leads: leads.length, accounts: accounts.length };
}
