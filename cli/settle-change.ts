import { TrellisError } from '../db/errors.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import type { Client } from './client.ts';
import { print } from './output.ts';
import { toType, whyNotTyped } from './typed-id.ts';

export interface Settling {
  client: Pick<Client, 'get' | 'atTerminal'>;
  verb: 'approve' | 'cancel' | 'reject';
  reason?: string | undefined;
  /** ISO 8601: when an approved change is to be applied. */
  applyAt?: string;
  show: (change: Change) => void;
  ask: (question: string) => Promise<string>;
}

/**
 * Shows the change, asks the person at the terminal, and settles it. A plan that went stale meanwhile is shown as it is
 * now and asked about again, for as long as the change is open. The key that proves the person is read here and nowhere
 * else, after they have typed.
 */
export async function settleChange(change: Change, settling: Settling): Promise<Change> {
  const { client, verb, show, ask } = settling;
  show(change);
  const expected = toType(change.id);
  const given = await ask(
    `\nTo ${verb} it, type the first ${expected.length} characters of its id (${expected}): `,
  );
  const why = whyNotTyped(change.id, given);
  if (why !== undefined) throw new TrellisError('change.not_settled', `Nothing was done: ${why}.`);
  const body = await bodyOf(change, settling);
  try {
    return await client.atTerminal().post<Change>(`/api/changes/${change.id}/${verb}`, body);
  } catch (error) {
    if (!(error instanceof TrellisError) || error.code !== 'change.stale') throw error;
    const now = await client.get<Change>(`/api/changes/${change.id}`);
    if (now.status !== 'proposed') throw error;
    print(`\n${error.message}\n`);
    return settleChange(now, settling);
  }
}

async function bodyOf(
  { editHash, planHash }: Change,
  { verb, reason, applyAt, ask }: Settling,
): Promise<object> {
  if (verb === 'approve') return { editHash, planHash, ...(applyAt !== undefined && { applyAt }) };
  if (verb === 'cancel') return {};
  return { reason: (reason ?? (await ask('Why not: '))) || 'no reason given' };
}
