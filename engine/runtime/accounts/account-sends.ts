import type { Tx } from '../../../db/connection.ts';
import { room } from '../../core/room.ts';
import type { Effect, Facts, Instant, LeadId, LeadState } from '../../core/types.ts';
import { MOST_CAPPED_BY_ACCOUNT } from '../../program/schema.ts';
import type { Batch, Work } from '../batch.ts';
import type { PendingInput } from '../pending-input.ts';
import {
  type AccountSendsRow,
  accountKeys,
  beginAccountSends,
  lockAccountSends,
  saveAccountSends,
} from '../sql/account-sends.ts';

/**
 * What the accounts of a batch were sent. Their rows are locked until its end, so of two workers that decide for
 * leads of one account the second sees what the first sent. They come last in the order of locks.
 */
export interface AccountSends {
  /** The fact for a lead that is, or by its next input comes to be, of this account. */
  toldOf(accountId: string | undefined, at: Instant): Facts['accountSends'];
  /** Counts the marketing emails of a decision. */
  count(lead: LeadState, effects: readonly Effect[]): void;
  save(): Promise<void>;
}

/** Undefined when the program in force has no cap for accounts. */
export async function holdAccountSends(
  { tx, active, now }: Pick<Batch, 'tx' | 'active' | 'now'>,
  works: readonly Work[],
  waiting: ReadonlyMap<LeadId, readonly { body: PendingInput }[]>,
): Promise<AccountSends | undefined> {
  const cap = active.compiled.guards.accountCap;
  if (cap === undefined) return undefined;
  const rows = await lockAccounts(tx, accountsOf(works, waiting), now - cap.ms);
  return accountSendsOf(rows, cap.ms, async (changed) => {
    const written = [...changed].map((id) => rows.get(id)).filter((row) => row !== undefined);
    const kept = written.map((row) => ({ ...row, sends: row.sends.filter((at) => at > now - cap.ms) }));
    if (kept.length > 0) await saveAccountSends(tx, kept);
  });
}

/** Counts on `rows`, by account; `save` is given those that changed. */
export function accountSendsOf(
  rows: ReadonlyMap<string, AccountSendsRow>,
  capMs: number,
  save: (changed: ReadonlySet<string>) => Promise<void>,
): AccountSends {
  const changed = new Set<string>();
  return {
    toldOf: (accountId, at) => {
      const sends = accountId === undefined ? undefined : rows.get(accountId)?.sends;
      const told = sends?.filter((sent) => sent > at - capMs) ?? [];
      return accountId !== undefined && told.length > 0 ? { account: accountId, at: told } : undefined;
    },
    count: ({ account }, effects) => {
      const row = account && rows.get(account.id);
      if (!row) return;
      for (const effect of effects) {
        if (effect.kind !== 'email' || effect.purpose !== 'marketing') continue;
        row.sends = [...row.sends, effect.notBefore].sort((a, b) => a - b).slice(-MOST_CAPPED_BY_ACCOUNT);
        changed.add(row.id);
      }
    },
    save: () => save(changed),
  };
}

/** The account that a lead is of when its input is decided: one whose id it has no room for is none. */
export function accountAfter(state: LeadState, news: Facts['account']): string | undefined {
  return news && news.id.length <= room.name ? news.id : state.account?.id;
}

/** Locks what is counted for accounts, and begins it for those that nothing is counted for yet. */
export async function lockAccounts(
  tx: Tx,
  ids: ReadonlySet<string>,
  since: Instant,
): Promise<Map<string, AccountSendsRow>> {
  const keys = accountKeys(ids);
  if (keys.length === 0) return new Map();
  const rows = await lockAccountSends(tx, keys);
  const known = new Set(rows.map(({ id }) => id));
  const missing = keys.filter(({ id }) => !known.has(id));
  if (missing.length > 0) {
    await beginAccountSends(tx, missing, since);
    // Another batch may have begun some of them meanwhile: what counts is what is there now.
    rows.push(...(await lockAccountSends(tx, missing)));
  }
  return new Map(rows.map((row) => [row.id, row]));
}

function accountsOf(
  works: readonly Work[],
  waiting: ReadonlyMap<LeadId, readonly { body: PendingInput }[]>,
): Set<string> {
  const ids = new Set<string>();
  for (const { lead, inputs, absorbs = [] } of works) {
    for (const { id, accountId } of [lead, ...absorbs.map(({ loser }) => loser)]) {
      if (accountId !== null) ids.add(accountId);
      for (const { body } of waiting.get(id) ?? []) if (body.account !== undefined) ids.add(body.account);
    }
    for (const { account } of inputs) if (account !== undefined) ids.add(account);
  }
  return ids;
}
