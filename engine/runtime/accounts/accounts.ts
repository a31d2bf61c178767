import type { Tx } from '../../../db/connection.ts';
import { laneOfValue } from '../../../db/lanes.ts';
import type { LeadAccount, LeadId, LeadState } from '../../core/types.ts';
import type { Scalar } from '../../program/condition/ast.ts';
import { LostRace } from '../lost-race.ts';
import { type AccountRow, insertAccounts, readAccounts, updateAccounts, wakeLeads } from '../sql/accounts.ts';

interface AccountChange {
  id: string;
  fields?: Readonly<Record<string, Scalar | null>>;
}

/** The accounts of one batch: changed by its events first, then read by its decisions. */
export interface Accounts {
  /** Reads, without locks, those that are not known yet. */
  load(tx: Tx, ids: ReadonlySet<string>): Promise<void>;
  /** The account's present fields and the lead's stakeholders in it, when the lead's state says otherwise. */
  newsFor(
    state: LeadState,
    accountId: string | undefined,
    stakeholders: LeadAccount['stakeholders'],
  ): LeadAccount | undefined;
  /** Writes the changed ones and wakes their leads through the inbox, but those that heard of it in this batch. */
  save(tx: Tx): Promise<void>;
}

/** For batches whose events carry no accounts. */
export function noAccounts(): Accounts {
  return createAccounts(new Map(), new Set());
}

/**
 * Applies what events say of accounts, in order of arrival, and locks those accounts until the end of the
 * transaction: for change when fields of any differ, else shared, so that a change meanwhile wakes the leads that join.
 * Call it after the leads are locked: accounts come last in the order of locks.
 */
export async function changeAccounts(
  tx: Tx,
  events: readonly { account?: AccountChange; demo: boolean }[],
): Promise<Accounts> {
  const changes = new Map<string, AccountChange[]>();
  const demo = new Set<string>();
  for (const { account, demo: isDemo } of events) {
    if (!account) continue;
    const known = changes.get(account.id);
    if (known) known.push(account);
    else changes.set(account.id, [account]);
    if (isDemo) demo.add(account.id);
  }
  if (changes.size === 0) return noAccounts();
  const ids = [...changes.keys()].map((id) => ({ lane: laneOfValue(id), id })).sort(byLaneAndId);

  const seen = indexById(await readAccounts(tx, ids));
  const missing = ids.filter(({ id }) => !seen.has(id));
  if (missing.length > 0)
    await insertAccounts(
      tx,
      missing.map((key) => ({ ...key, demo: demo.has(key.id) })),
    );
  // One pass in order and in one mode: two batches that locked some for change and others shared could wait in a ring.
  const changing = ids.some(({ id }) => differs(seen.get(id), changes.get(id)));
  const rows = indexById(await readAccounts(tx, ids, changing ? 'for update' : 'for share'));

  const changed = new Set<string>();
  for (const [id, row] of rows) {
    const fields = merged(row.fields, changes.get(id));
    if (row.version > 0 && fields === row.fields) continue;
    if (!changing) throw new LostRace(`account ${id} changed meanwhile`);
    rows.set(id, { ...row, fields, version: row.version + 1 });
    changed.add(id);
  }
  return createAccounts(rows, changed);
}

function createAccounts(rows: Map<string, AccountRow>, changed: ReadonlySet<string>): Accounts {
  const told: { id: string; leadId: LeadId }[] = [];
  return {
    load: async (tx, ids) => {
      const missing = [...ids].filter((id) => !rows.has(id)).map((id) => ({ lane: laneOfValue(id), id }));
      if (missing.length === 0) return;
      for (const row of await readAccounts(tx, missing.sort(byLaneAndId))) rows.set(row.id, row);
    },
    newsFor: (state, accountId, stakeholders) => {
      const row = accountId === undefined ? undefined : rows.get(accountId);
      if (!row) return undefined;
      const { account } = state;
      const known = account?.id === row.id && account.version === row.version;
      if (known && sameCounts(account.stakeholders, stakeholders)) return undefined;
      if (changed.has(row.id)) told.push({ id: row.id, leadId: state.id });
      return { id: row.id, version: row.version, fields: row.fields, ...(stakeholders && { stakeholders }) };
    },
    save: async (tx) => {
      if (changed.size === 0) return;
      const written = [...changed].map((id) => rows.get(id)).filter((row) => row !== undefined);
      await updateAccounts(tx, written);
      await wakeLeads(tx, written, told);
    },
  };
}

function differs(row: AccountRow | undefined, changes: readonly AccountChange[] | undefined): boolean {
  return !row || row.version === 0 || merged(row.fields, changes) !== row.fields;
}

function sameCounts(a: LeadAccount['stakeholders'] = {}, b: LeadAccount['stakeholders'] = {}): boolean {
  const segments = Object.keys(a);
  return segments.length === Object.keys(b).length && segments.every((segment) => a[segment] === b[segment]);
}

/** The same object when nothing changes. */
function merged(fields: AccountRow['fields'], changes: readonly AccountChange[] = []): AccountRow['fields'] {
  let result = fields;
  for (const change of changes) {
    for (const [name, value] of Object.entries(change.fields ?? {})) {
      if (value === null) {
        if (!Object.hasOwn(result, name)) continue;
        const { [name]: _, ...rest } = result;
        result = rest;
      } else if (!Object.hasOwn(result, name) || result[name] !== value) {
        result = { ...result, [name]: value };
      }
    }
  }
  return result;
}

function indexById(rows: readonly AccountRow[]): Map<string, AccountRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

function byLaneAndId(a: { lane: number; id: string }, b: { lane: number; id: string }): number {
  return a.lane - b.lane || (a.id < b.id ? -1 : 1);
}
