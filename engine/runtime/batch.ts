import type { Tx } from '../../db/connection.ts';
import type { Instant, LeadId } from '../core/types.ts';
import { holdAccountSends } from './account-sends.ts';
import { type Accounts, noAccounts } from './accounts.ts';
import { backfill } from './backfill.ts';
import { decideLead } from './decide-lead.ts';
import type { LoadedLead } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import { noProgram, type ProgramCache } from './program-cache.ts';
import { save } from './save.ts';
import { readBatchState } from './sql/batch-state.ts';
import { deleteInbox, insertInbox, readInbox, type WaitingInput } from './sql/inbox.ts';
import { holdActivation } from './sql/programs.ts';
import { createStakeholders, type Stakeholders } from './stakeholders.ts';
import type { ActiveProgram, EngineOptions } from './types.ts';
import { createWrites } from './writes.ts';

/** What every transaction that decides begins with. */
export interface Batch {
  tx: Tx;
  active: ActiveProgram;
  programs: ProgramCache;
  /** Sorted; undefined when nothing is halted. */
  halted?: readonly string[];
  /** Id of the (engine semantics, tzdata) pair. */
  semantics: number;
  now: Instant;
  /** Some lead has inputs waiting. */
  inboxInUse: boolean;
  log: NonNullable<EngineOptions['log']>;
}

export interface BatchSettings {
  programs: ProgramCache;
  semantics: number;
  clock: () => Instant;
  batchSize: number;
  log: NonNullable<EngineOptions['log']>;
}

/** Holds the activation lock shared and reads what all decisions of the batch have in common. */
export async function beginBatch(tx: Tx, settings: BatchSettings): Promise<Batch> {
  await holdActivation(tx, 'shared');
  const { programs, semantics, log } = settings;
  const { version, halted, waiting } = await readBatchState(tx);
  if (version === 0) throw noProgram();
  return {
    tx,
    active: await programs.version(tx, version),
    programs,
    ...(halted && { halted }),
    semantics,
    now: settings.clock(),
    inboxInUse: waiting,
    log,
  };
}

/** A locked lead and what arrived for it, in order. */
export interface Work {
  lead: LoadedLead;
  inputs: PendingInput[];
}

/**
 * Decides for leads that this transaction has locked and saves everything. Each takes first what waits for it in the
 * inbox. A lead whose `decide` throws is parked: what was decided before stands, the rest waits in the inbox.
 * Gives those of the given inputs that were kept for parked leads.
 */
export async function decideBatch(
  batch: Batch,
  works: readonly Work[],
  accounts: Accounts = noAccounts(),
): Promise<{ leadId: LeadId; input: PendingInput }[]> {
  const { tx } = batch;
  const waiting = batch.inboxInUse ? await waitingFor(tx, works) : new Map<LeadId, WaitingInput[]>();
  const backfilled = await backfill(
    batch,
    works.map((work) => work.lead),
  );
  const stakeholders = stakeholdersOf(batch, works);
  const needed = accountsNeeded(works, waiting, stakeholders !== undefined);
  await accounts.load(tx, needed);
  await stakeholders?.load(tx, needed);

  const accountSends = await holdAccountSends(batch, works, waiting);
  const deciding = { ...batch, ...(accountSends && { accountSends }), ...(stakeholders && { stakeholders }) };
  const writes = createWrites();
  const taken: WaitingInput[] = [];
  const kept: { leadId: LeadId; input: PendingInput }[] = [];
  for (const { lead, inputs } of works) {
    const leadId = lead.id;
    const queued = waiting.get(leadId) ?? [];
    const features = backfilled.get(leadId);
    const done = decideLead(
      deciding,
      lead,
      [...queued.map((row) => row.body), ...inputs],
      accounts,
      writes,
      features,
    );
    taken.push(...queued.slice(0, done));
    for (const input of inputs.slice(Math.max(0, done - queued.length))) kept.push({ leadId, input });
  }
  await save(tx, writes);
  if (taken.length > 0) await deleteInbox(tx, taken);
  if (kept.length > 0) await insertInbox(tx, kept);
  await accounts.save(tx);
  await accountSends?.save();
  await stakeholders?.save(tx);
  return kept;
}

/** Undefined where no condition counts stakeholders, as in most programs; `backfill` has loaded the earlier ones. */
function stakeholdersOf({ active, programs, log }: Batch, works: readonly Work[]): Stakeholders | undefined {
  const compiled = (version: number) => programs.compiled(version)?.compiled;
  const versions = new Set([active.version, ...works.map(({ lead }) => lead.program)]);
  const counted = [...versions].some(
    (version) => Object.keys(compiled(version)?.stakeholders ?? {}).length > 0,
  );
  return counted ? createStakeholders(active.compiled, compiled, log) : undefined;
}

async function waitingFor(tx: Tx, works: readonly Work[]): Promise<Map<LeadId, WaitingInput[]>> {
  const rows = await readInbox(
    tx,
    works.filter((work) => !work.lead.isNew).map((work) => work.lead.id),
  );
  return Map.groupBy(rows, (row) => row.lead_id);
}

/** `always`: those of all leads, not only of those that something says of. */
function accountsNeeded(
  works: readonly Work[],
  waiting: ReadonlyMap<LeadId, WaitingInput[]>,
  always: boolean,
): Set<string> {
  const ids = new Set<string>();
  const need = (lead: LoadedLead, input: PendingInput) => {
    if (input.account !== undefined) ids.add(input.account);
    if (input.body.kind === 'account' && lead.accountId !== null) ids.add(lead.accountId);
  };
  for (const { lead, inputs } of works) {
    if (always && lead.accountId !== null) ids.add(lead.accountId);
    for (const row of waiting.get(lead.id) ?? []) need(lead, row.body);
    for (const input of inputs) need(lead, input);
  }
  return ids;
}
