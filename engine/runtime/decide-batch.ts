import type { Feature, LeadId } from '../core/types.ts';
import { holdAccountSends } from './accounts/account-sends.ts';
import { type Accounts, noAccounts } from './accounts/accounts.ts';
import { createStakeholders, type Stakeholders } from './accounts/stakeholders.ts';
import { backfill } from './backfill.ts';
import type { Absorbed, Batch, Kept, Work } from './batch.ts';
import { decideLead } from './decide-lead.ts';
import type { MergeInput } from './identity/merge-input.ts';
import { beginMerges, type Merges } from './identity/merge-leads.ts';
import type { LoadedLead } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import { save } from './save.ts';
import { deleteInbox, insertInbox, type WaitingInput } from './sql/inbox.ts';
import { nothingWaits, readWaiting } from './waiting.ts';
import { createWrites } from './writes.ts';

/**
 * Decides for leads that this transaction has locked and saves everything. Each takes first what waits for it in the
 * inbox, then the leads it absorbs with what waits for those. A lead whose `decide` throws is parked: what was decided
 * before stands, the rest waits in the inbox. Gives those of the given inputs that were kept.
 */
export async function decideBatch(
  batch: Batch,
  works: readonly Work[],
  accounts: Accounts = noAccounts(),
): Promise<Kept[]> {
  const { tx } = batch;
  const absorbed = works.flatMap((work) => work.absorbs ?? []).filter(({ loser }) => loser.fault === null);
  const { waiting, more } = batch.inboxInUse ? await readWaiting(tx, works, absorbed) : nothingWaits();
  const backfilled = await backfill(batch, [
    ...works.map((work) => work.lead),
    ...absorbed.map(({ loser }) => loser),
  ]);
  const stakeholders = stakeholdersOf(batch, works);
  const needed = accountsNeeded(works, waiting, stakeholders !== undefined);
  await accounts.load(tx, needed);
  await stakeholders?.load(tx, needed);

  const accountSends = await holdAccountSends(batch, works, waiting);
  const deciding = { ...batch, ...(accountSends && { accountSends }), ...(stakeholders && { stakeholders }) };
  const merges = await beginMerges(deciding, absorbed);
  const writes = createWrites();
  const taken: WaitingInput[] = [];
  const kept: Kept[] = [];
  const left: { leadId: LeadId; input: PendingInput }[] = [];
  for (const { lead, inputs, absorbs = [] } of works) {
    const leadId = lead.id;
    const queued: Queued[] = (waiting.get(leadId) ?? []).map((row) => ({ row, input: row.body }));
    const brought = absorbs.flatMap((one) => broughtBy(batch, merges, one, backfilled, waiting));
    const before = [
      ...queued,
      ...brought.map((input) => ({ input })),
      ...brought.flatMap((one) => one.waiting),
    ];
    const all = [...before.map(({ input }) => input), ...(more.has(leadId) ? [] : inputs)];
    const done = decideLead(deciding, lead, all, accounts, writes, backfilled.get(leadId));
    for (const input of brought) {
      if (input.met === undefined) continue;
      merges.done(input, leadId, writes);
      // Its inbox goes with it, decided or not.
      for (const { row, input: of } of input.waiting) {
        taken.push(row);
        if (before.findIndex((entry) => entry.input === of) >= done) left.push({ leadId, input: of });
      }
    }
    for (const { row } of queued.slice(0, done)) if (row) taken.push(row);
    const parked = done < all.length;
    for (const input of inputs.slice(Math.max(0, done - before.length))) kept.push({ leadId, input, parked });
  }
  await save(tx, writes);
  await merges.save(tx);
  if (taken.length > 0) await deleteInbox(tx, taken);
  if (kept.length + left.length > 0) await insertInbox(tx, [...left, ...kept]);
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

interface Queued {
  input: PendingInput;
  row?: WaitingInput;
}

/** The input that brings a lead in, with what waits for that lead; none when its state cannot be brought up to date. */
function broughtBy(
  batch: Batch,
  merges: Merges,
  absorbed: Absorbed,
  backfilled: ReadonlyMap<LeadId, Readonly<Record<string, Feature>>>,
  waiting: ReadonlyMap<LeadId, WaitingInput[]>,
): (MergeInput & { waiting: Required<Queued>[] })[] {
  const { loser } = absorbed;
  if (loser.fault !== null) return [];
  try {
    const input = merges.inputFor(absorbed, backfilled.get(loser.id));
    const rows = waiting.get(loser.id) ?? [];
    return [{ ...input, waiting: rows.map((row) => ({ row, input: forwarded(row.body, loser.id) })) }];
  } catch (error) {
    batch.log('A lead was not merged because deciding for it failed.', {
      lead: loser.id,
      reason: String(error),
    });
    return [];
  }
}

/** What waited for a lead, for the one it lives on in: effects are told apart by whose they were. */
function forwarded(input: PendingInput, loser: LeadId): PendingInput {
  const { body } = input;
  return body.kind === 'outcome' ? { ...input, body: { lead: loser, ...body } } : input;
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
  for (const { lead, inputs, absorbs = [] } of works) {
    for (const { accountId } of [lead, ...absorbs.map(({ loser }) => loser)])
      if (always && accountId !== null) ids.add(accountId);
    for (const row of waiting.get(lead.id) ?? []) need(lead, row.body);
    for (const { loser } of absorbs) {
      for (const row of waiting.get(loser.id) ?? []) {
        need(loser, row.body);
        need(lead, row.body);
      }
    }
    for (const input of inputs) need(lead, input);
  }
  return ids;
}
