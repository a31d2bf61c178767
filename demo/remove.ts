import type { Database, Tx } from '../db/connection.ts';
import { forgetDimensions, takeOut } from '../engine/analytics/facts/take-out.ts';
import { emptyProgram } from '../engine/program/parse.ts';
import { programSchema } from '../engine/program/schema.ts';
import { settleStale } from '../engine/runtime/changes/record.ts';
import { holdActivation, readProgram } from '../engine/runtime/sql/programs.ts';
import type { Engine } from '../engine/runtime/types.ts';
import type { Library } from '../knowledge/library.ts';
import { type OwnProgram, ownProgram } from './own-program.ts';

export interface RemovedDemo {
  leads: number;
  accounts: number;
  /** Content items. */
  items: number;
  /** There are leads beside the demo's: their history keeps the program versions that decided it. */
  othersRemain: boolean;
  /** Paths of the program that people made and that stay in force. */
  kept: string[];
  /** Paths that people made and that went with the demo: they pinned its content, or led to it. */
  dropped: string[];
}

/** Tables whose rows belong to a lead by (lane, lead_id). */
const ownedByLead = [
  'inputs',
  'inbox',
  'stakeholders',
  'ledger',
  'snapshots',
  'enrolments',
  'stage_moves',
  'consent_records',
  'suppressions',
  'outbox',
  'mailbox',
  'notifications',
  'merged_events',
  'outbox_actions',
] as const;

/** The demo's leads, with those that were merged into them. */
const demoLeads = `with gone as (
  select lane, id from leads where demo
  union all select r.lane, r.id from lead_redirects r join leads l on l.lane = r.to_lane and l.id = r.to_id where l.demo)`;

/**
 * Takes the demo company away whole: its leads with all that they own, its accounts, content and program. What people
 * added to the program or changed in it stays in force, as far as it stands without the demo; its version has a number
 * that was never used, since running processes remember programs by number. Where there are other leads, or changes,
 * earlier versions and changes stay as their history. People, keys and chats stay. Does nothing without a demo company.
 */
export async function removeDemo({
  db,
  engine,
  library,
  clock,
}: {
  db: Database;
  engine: Pick<Engine, 'activate'>;
  library: Pick<Library, 'removeDemo'>;
  clock: () => number;
}): Promise<RemovedDemo> {
  const removed = await db.transaction(async (tx) => {
    // No batch may decide for a lead while it goes.
    await holdActivation(tx, 'exclusive');
    const [is] = await tx.query<Record<'demo' | 'others' | 'changes', boolean>>(
      `select exists (select from leads where demo) or exists (select from accounts where demo)
                or exists (select from content_items where demo) as demo,
              exists (select from leads where not demo) as others,
              exists (select from changes) as changes`,
    );
    const othersRemain = is?.others === true;
    if (!is?.demo) return { leads: 0, accounts: 0, othersRemain, kept: [], dropped: [] };
    const { program, kept, dropped } = await programWithoutDemo(tx);
    const gone = await removeLeads(tx);
    const version = await engine.activate(tx, program, { changeId: null });
    await tx.query(`delete from halts where target <> '*' and not target = any($1::text[])`, [
      Object.keys(program.tracks),
    ]);
    const open = await tx.query<{ id: string }>(
      `select id from changes where status in ('proposed', 'scheduled') order by id`,
    );
    for (const { id } of open)
      await settleStale(tx, id, clock(), 'The demo company was removed; ask for it again.');
    if (!othersRemain && !is.changes) await tx.query('delete from programs where version < $1', [version]);
    return { ...gone, othersRemain, kept, dropped };
  });
  return { ...removed, items: await library.removeDemo() };
}

/** The demo's own program is the first, as it is created in an empty installation only. */
async function programWithoutDemo(tx: Tx): Promise<OwnProgram> {
  const [versions] = await tx.query<{ first: number | null; active: number | null }>(
    'select min(version) as first, max(version) as active from programs',
  );
  const read = async (version: number | null | undefined) => {
    const document = version ? await readProgram(tx, version) : undefined;
    return document === undefined ? emptyProgram() : programSchema.parse(JSON.parse(document));
  };
  const items = await tx.query<{ id: string; version: number }>(
    'select id, version from content_items where demo',
  );
  const demo = new Set(items.map(({ id, version }) => `${id}@${version}`));
  return ownProgram(await read(versions?.first), await read(versions?.active), (ref) =>
    demo.has(`${ref.item}@${ref.version}`),
  );
}

async function removeLeads(tx: Tx): Promise<{ leads: number; accounts: number }> {
  const gone = await tx.query<{ id: string }>(`${demoLeads} select id from gone order by id`);
  await takeOut(
    tx,
    gone.map(({ id }) => id),
  );
  await forgetDimensions(tx);
  // The message ids of a lead are known by its inputs only, so they go first.
  await tx.query(
    `${demoLeads} delete from message_ids m using inputs i, gone l
     where i.lane = l.lane and i.lead_id = l.id and m.source = i.source and m.id = i.message_id`,
  );
  await tx.query(`select set_config('trellis.erasing', 'on', true)`);
  for (const table of ownedByLead) {
    await tx.query(
      `${demoLeads} delete from ${table} o using gone l where o.lane = l.lane and o.lead_id = l.id`,
    );
  }
  await tx.query(
    'delete from lead_redirects r using leads l where l.demo and r.to_lane = l.lane and r.to_id = l.id',
  );
  await tx.query(
    'delete from identities i using leads l where l.demo and i.lead_lane = l.lane and i.lead_id = l.id',
  );
  const leads = await tx.query('delete from leads where demo returning id');
  // An account that another lead has joined meanwhile is that lead's now.
  await tx.query(
    `update accounts a set demo = false where demo
       and exists (select from leads l where l.account_lane = a.lane and l.account_id = a.id)`,
  );
  await tx.query(
    'delete from account_sends s using accounts a where a.demo and s.lane = a.lane and s.id = a.id',
  );
  const accounts = await tx.query('delete from accounts where demo returning id');
  return { leads: leads.length, accounts: accounts.length };
}
