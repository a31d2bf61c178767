import type { Tx } from '../../db/connection.ts';
import type { Decision, Input, Instant, LeadId, LeadState } from '../core/types.ts';
import { accountSendsOf } from './accounts/account-sends.ts';
import { noAccounts } from './accounts/accounts.ts';
import { createStakeholders } from './accounts/stakeholders.ts';
import { backfill } from './backfill.ts';
import type { Batch } from './batch.ts';
import { type Deciding, decideLead } from './decide-lead.ts';
import { loadLead } from './loaded-lead.ts';
import type { PendingInput } from './pending-input.ts';
import type { ProgramCache } from './program-cache.ts';
import { type AccountSendsRow, accountKeys, peekAccountSends } from './sql/account-sends.ts';
import type { LeadRow } from './sql/claim.ts';
import { createStanding } from './standing.ts';
import type { ActiveProgram } from './types.ts';
import type { Writes } from './writes.ts';

/** What would be decided for a lead if a program were in force. */
export interface Rehearsed {
  before: LeadState;
  after: LeadState;
  decisions: readonly { input: Input; decision: Decision }[];
  /** Why the lead would be parked. */
  fault: string | null;
}

export interface Rehearsal {
  /**
   * Decides for these leads as the sweep would, and then the inputs that are given for them; those that nothing is
   * decided for are left out.
   */
  take(rows: readonly LeadRow[], inputs?: ReadonlyMap<LeadId, readonly PendingInput[]>): Promise<Rehearsed[]>;
}

/**
 * Lets leads meet a program that is not in force, with the code that lets them meet one that is; writes and locks
 * nothing. Inputs that wait for a lead are left waiting, and other leads of its account stay as they are.
 */
export async function createRehearsal(
  tx: Tx,
  settings: {
    programs: ProgramCache;
    active: ActiveProgram;
    now: Instant;
    /** Sorted. */
    halted: readonly string[];
  },
): Promise<Rehearsal> {
  const { programs, active, now, halted } = settings;
  const batch: Batch = {
    tx,
    active,
    programs,
    ...(halted.length > 0 && { halted }),
    semantics: 0,
    now,
    inboxInUse: false,
    erasedAny: false,
    log: () => {},
  };
  const accounts = noAccounts();
  const sends = new Map<string, AccountSendsRow>();
  const { accountCap } = active.compiled.guards;
  const counts = Object.keys(active.compiled.stakeholders).length > 0;
  const seen = new Set<string>();
  const compiled = (version: number) =>
    version === active.version ? active.compiled : programs.compiled(version)?.compiled;
  const stakeholders = counts ? createStakeholders(active.compiled, compiled, () => {}) : undefined;
  const deciding: Deciding = {
    ...batch,
    ...(accountCap && { accountSends: accountSendsOf(sends, accountCap.ms, async () => {}) }),
    ...(stakeholders && { stakeholders }),
  };

  return {
    take: async (rows, inputs) => {
      const leads = rows.map(loadLead);
      const fresh = new Set(
        leads.flatMap(({ accountId }) => (accountId !== null && !seen.has(accountId) ? [accountId] : [])),
      );
      for (const id of fresh) seen.add(id);
      if (accountCap && fresh.size > 0) {
        const begun = await peekAccountSends(tx, accountKeys(fresh), now - accountCap.ms);
        for (const row of begun) sends.set(row.id, row);
      }
      if (stakeholders && fresh.size > 0) {
        await accounts.load(tx, fresh);
        await stakeholders.load(tx, fresh);
      }
      const backfilled = await backfill(batch, leads);
      const rehearsed: Rehearsed[] = [];
      for (const lead of leads) {
        const decisions: { input: Input; decision: Decision }[] = [];
        const writes: Writes = {
          standing: createStanding(),
          params: () => undefined,
          decision: (_, input, decision) => void decisions.push({ input, decision }),
          lead: (_, before, after, fault) => void rehearsed.push({ before, after, decisions, fault }),
        };
        decideLead(deciding, lead, inputs?.get(lead.id) ?? [], accounts, writes, backfilled.get(lead.id));
      }
      return rehearsed;
    },
  };
}
