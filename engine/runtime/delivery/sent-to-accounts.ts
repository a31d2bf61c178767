import type { Instant } from '../../core/types.ts';
import { lockAccounts } from '../accounts/account-sends.ts';
import type { Batch } from '../batch.ts';
import { accountKeys, readAccountSends } from '../sql/account-sends.ts';
import type { QueuedRow } from '../sql/outbox.ts';

/**
 * When marketing email really left for the accounts of these emails, as far back as the cap in force looks. Their rows
 * are locked until the end of the batch, so of two dispatchers the second sees what the first is sending; accounts of
 * all emails, as those that are refused are decided for under the same locks. Empty when accounts have no cap.
 */
export async function sentToAccounts(
  { tx, active, now }: Pick<Batch, 'tx' | 'active' | 'now'>,
  rows: readonly QueuedRow[],
): Promise<Map<string, readonly Instant[]>> {
  const cap = active.compiled.guards.accountCap;
  const result = new Map<string, readonly Instant[]>();
  if (cap === undefined) return result;
  const emails = rows.filter(({ effect }) => effect.kind === 'email');
  const ids = new Set(emails.flatMap(({ account_id }) => account_id ?? []));
  if (ids.size === 0) return result;
  const since = now - cap.ms;
  await lockAccounts(tx, ids, since);
  for (const { id, at } of await readAccountSends(tx, accountKeys(ids), since, now))
    result.set(id, [...(result.get(id) ?? []), at]);
  return result;
}
