import { decide } from '../core/decide.ts';
import { startsSession } from '../core/sessions.ts';
import type { Decision, Effect, Feature, Input, LeadAccount, LeadEvent, LeadState } from '../core/types.ts';
import { type AccountSends, accountAfter } from './accounts/account-sends.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Stakeholders } from './accounts/stakeholders.ts';
import { activationOf } from './activation-of.ts';
import type { Batch } from './batch.ts';
import type { MergeInput } from './identity/merge-input.ts';
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
  inputs: readonly (PendingInput | MergeInput)[],
  accounts: Accounts,
  writes: Writes,
  backfilled: Readonly<Record<string, Feature>> | undefined,
): number {
  const { active, stakeholders } = batch;
  if (lead.fault?.startsWith(parkedMark(active.version))) return 0;
  const before = lead.state();
  let state = before;
  let done = 0;
  let fault: string | null = null;
  const newsFor = newsWithin(accounts, stakeholders, before);
  try {
    if (state.seq > 0 && state.program !== active.version) {
      state = step(batch, state, { body: activationIn(batch, state, backfilled) }, newsFor, writes);
    }
    for (const input of inputs) {
      const session = active.compiled.asksForSessions && sessionStart(batch, state, input);
      if (session) state = step(batch, state, session, newsFor, writes);
      const met = state;
      state = step(batch, state, input, newsFor, writes);
      if ('absorbed' in input) input.met = met;
      done++;
    }
    if ((state.timers[0]?.at ?? Number.POSITIVE_INFINITY) <= batch.now) {
      state = step(batch, state, { body: { kind: 'timer' } }, newsFor, writes);
    }
  } catch (error) {
    fault = `${parkedMark(active.version)}${error instanceof Error ? error.message : String(error)}`;
    batch.log('A lead is parked because deciding for it failed.', { lead: state.id, fault });
  }
  stakeholders?.decided(before, state, Math.max(0, ...inputs.map(({ wakes = 0 }) => wakes)));
  if (state !== before || fault !== lead.fault || lead.isNew) writes.lead(lead, before, state, fault);
  return done;
}

/** A batch, what the accounts of its leads were sent where the program caps it, and their leads where it counts them. */
export type Deciding = Batch & { accountSends?: AccountSends; stakeholders?: Stakeholders };

/** The beginning of a session that a page visit tells of; it is logged before the visit, under an id made of its own. */
function sessionStart(
  { now }: Batch,
  state: LeadState,
  { body, account }: PendingInput,
): PendingInput | undefined {
  if (body.kind !== 'event') return undefined;
  const { id, source, properties, historic } = body.event;
  const occurredAt = Math.min(body.event.occurredAt, Math.max(now, state.at));
  if (!startsSession(state, { ...body.event, occurredAt })) return undefined;
  const told = Object.entries(properties).filter(([name]) => name === 'session_id' || name === 'page_url');
  const event: LeadEvent = {
    id: `session:${id}`,
    source,
    name: 'session_start',
    occurredAt,
    properties: Object.fromEntries(told),
    ...(historic && { historic }),
  };
  return { body: { kind: 'event', event }, ...(account !== undefined && { account }) };
}

/** How a fault begins: by the version it happened under, so that the next version is tried once. */
export function parkedMark(version: number): string {
  return `v${version}: `;
}

/**
 * The lead as it is under the program in force, which is an input of its own when it was on another. Nothing is
 * written before `record` is called. Throws what `decide` throws.
 */
export function activated(
  batch: Deciding,
  lead: LoadedLead,
  backfilled: Readonly<Record<string, Feature>> | undefined,
): { state: LeadState; effects: readonly Effect[]; record(writes: Writes): void } {
  const { active } = batch;
  const state = lead.state();
  if (state.program === active.version) return { state, effects: [], record: () => {} };
  const body = activationIn(batch, state, backfilled);
  const decided = decideOne(batch, state, { body }, noNews);
  if (decided === undefined) return { state, effects: [], record: () => {} };
  const { input, decision } = decided;
  return {
    state: decision.lead,
    effects: decision.effects,
    record: (writes) => writes.decision(state, input, decision),
  };
}

/** `backfill` has loaded the version that the lead is on. */
function activationIn(
  { active, programs }: Deciding,
  state: LeadState,
  backfilled: Readonly<Record<string, Feature>> | undefined,
) {
  return activationOf(state, programs.compiled(state.program)?.compiled, active.compiled, backfilled);
}

/** Decides one input and collects what is to be written. */
export function step(
  batch: Deciding,
  state: LeadState,
  pending: PendingInput,
  newsFor: NewsFor,
  writes: Writes,
): LeadState {
  const decided = decideOne(batch, state, pending, newsFor);
  if (decided === undefined) return state;
  batch.decided?.(decided.input, decided.decision);
  writes.decision(state, decided.input, decided.decision);
  return decided.decision.lead;
}

function decideOne(
  batch: Deciding,
  state: LeadState,
  pending: PendingInput,
  newsFor: NewsFor,
): { input: Input; decision: Decision } | undefined {
  const input = numbered(batch, state, pending, newsFor);
  if (input === undefined) return undefined;
  const decision = decide(batch.active.compiled, state, input);
  batch.accountSends?.count(decision.lead, newTo(decision.lead, input, decision.effects));
  return { input: decision.usesAccountSends ? input : withoutAccountSends(input), decision };
}

/** What a merge carries over within an account is counted there already. */
function newTo({ account }: LeadState, input: Input, effects: readonly Effect[]): readonly Effect[] {
  if (input.kind !== 'merge' || account?.id !== input.loser.account?.id) return effects;
  const isCarried = (effect: Effect) =>
    effect.kind === 'email' &&
    input.queued.some(
      (one) => one.kind === 'email' && one.track === effect.track && one.step === effect.step,
    );
  return effects.filter((effect) => !isCarried(effect));
}

export type NewsFor = (state: LeadState, pending: PendingInput) => LeadAccount | undefined;

export const noNews: NewsFor = () => undefined;

/** What is new of the lead's account at an input; where stakeholders are counted, at any. */
function newsWithin(accounts: Accounts, stakeholders: Stakeholders | undefined, before: LeadState): NewsFor {
  return (state, { body, account }) => {
    const own = body.kind === 'account' || stakeholders !== undefined ? state.account?.id : undefined;
    const id = account ?? own;
    return accounts.newsFor(state, id, id === undefined ? undefined : stakeholders?.others(before, id));
  };
}

/** Gives an input its number, instant and facts. Undefined when it says what the lead knows already. */
function numbered(
  batch: Deciding,
  state: LeadState,
  pending: PendingInput,
  newsFor: NewsFor,
): Input | undefined {
  const { body } = pending;
  const at = Math.max(batch.now, state.at, body.kind === 'merge' ? body.loser.at : 0);
  const news = newsFor(state, pending);
  if (body.kind === 'account' && news === undefined) return undefined;
  const brought = body.kind === 'merge' ? body.loser.account?.id : undefined;
  const accountSends = batch.accountSends?.toldOf(accountAfter(state, news) ?? brought, at);
  const facts = {
    ...(news && { account: news }),
    ...(batch.halted && { halted: batch.halted }),
    ...(accountSends && { accountSends }),
  };
  const base = { seq: state.seq + 1, at, facts, semantics: batch.semantics };
  if (body.kind !== 'event') return { ...base, ...body };
  const occurredAt = Math.min(body.event.occurredAt, at);
  const historic = body.event.historic === true || batch.now - occurredAt > historicAfterMs;
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

/**
 * Events that arrive later than this after they happened change what is known of the lead, and cause nothing. Measured
 * by the engine's clock: a lead's own stays ahead where the engine's once was.
 */
const historicAfterMs = 24 * 3_600_000;
