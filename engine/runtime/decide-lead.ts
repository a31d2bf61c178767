import { decide } from '../core/decide.ts';
import type { Feature, Input, LeadState } from '../core/types.ts';
import { type AccountSends, accountAfter } from './account-sends.ts';
import type { Accounts } from './accounts.ts';
import type { Batch } from './batch.ts';
import type { LoadedLead } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import type { Writes } from './writes.ts';

/**
 * Decides a lead's inputs one after the other and collects what is to be written. First, when another program
 * version is in force, the activation; last, when it is still due, the timer. Gives how many of `inputs` were
 * decided: fewer than given when the lead is, or becomes, parked.
 */
export function decideLead(
  batch: Deciding,
  lead: LoadedLead,
  inputs: readonly PendingInput[],
  accounts: Accounts,
  writes: Writes,
  backfilled: Readonly<Record<string, Feature>> | undefined,
): number {
  const { active } = batch;
  if (lead.fault?.startsWith(parkedMark(active.version))) return 0;
  const before = lead.state();
  let state = before;
  let done = 0;
  let fault: string | null = null;
  try {
    if (state.seq > 0 && state.program !== active.version) {
      const activation = { kind: 'activation', version: active.version, features: backfilled ?? {} } as const;
      state = step(batch, state, { body: activation }, accounts, writes);
    }
    for (const input of inputs) {
      state = step(batch, state, input, accounts, writes);
      done++;
    }
    if ((state.timers[0]?.at ?? Number.POSITIVE_INFINITY) <= batch.now) {
      state = step(batch, state, { body: { kind: 'timer' } }, accounts, writes);
    }
  } catch (error) {
    fault = `${parkedMark(active.version)}${error instanceof Error ? error.message : String(error)}`;
    batch.log('A lead is parked because deciding for it failed.', { lead: state.id, fault });
  }
  if (state !== before || fault !== lead.fault || lead.isNew) writes.lead(lead, before, state, fault);
  return done;
}

/** A batch, and what the accounts of its leads were sent where the program caps it. */
type Deciding = Batch & { accountSends?: AccountSends };

/** How a fault begins: by the version it happened under, so that the next version is tried once. */
export function parkedMark(version: number): string {
  return `v${version}: `;
}

function step(
  batch: Deciding,
  state: LeadState,
  pending: PendingInput,
  accounts: Accounts,
  writes: Writes,
): LeadState {
  const input = numbered(batch, state, pending, accounts);
  if (input === undefined) return state;
  const decision = decide(batch.active.compiled, state, input);
  batch.accountSends?.count(decision.lead, decision.effects);
  writes.decision(state, decision.usesAccountSends ? input : withoutAccountSends(input), decision);
  return decision.lead;
}

/** Gives an input its number, instant and facts. Undefined when it says what the lead knows already. */
function numbered(
  batch: Deciding,
  state: LeadState,
  { body, account }: PendingInput,
  accounts: Accounts,
): Input | undefined {
  const at = Math.max(batch.now, state.at);
  const news = accounts.newsFor(state, body.kind === 'account' ? state.account?.id : account);
  if (body.kind === 'account' && news === undefined) return undefined;
  const accountSends = batch.accountSends?.toldOf(accountAfter(state, news), at);
  const facts = {
    ...(news && { account: news }),
    ...(batch.halted && { halted: batch.halted }),
    ...(accountSends && { accountSends }),
  };
  const base = { seq: state.seq + 1, at, facts, semantics: batch.semantics };
  if (body.kind !== 'event') return { ...base, ...body };
  const occurredAt = Math.min(body.event.occurredAt, at);
  const historic = body.event.historic === true || at - occurredAt > historicAfterMs;
  return {
    ...base,
    kind: 'event',
    event: { ...body.event, occurredAt, ...(historic && { historic: true as const }) },
  };
}

/** A decision that did not ask is the same without: the log need not carry it. */
function withoutAccountSends(input: Input): Input {
  if (input.facts.accountSends === undefined) return input;
  const { accountSends: _, ...facts } = input.facts;
  return { ...input, facts };
}

/** Events that arrive later than this after they happened change what is known of the lead, and cause nothing. */
const historicAfterMs = 24 * 3_600_000;
