import type { Tx } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import { addressOf } from '../../core/sending/address.ts';
import type { Effect, HoldReason, LeadState, Outcome } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { postponementOf, refusalOf } from '../../runtime/delivery/refusal.ts';
import { suppressedAddresses } from '../../runtime/sql/address-owners.ts';

const lastEmails = 50;

/** An email that was decided, and what became of it. Instants are milliseconds since the epoch. */
export interface ExplainedEmail {
  /** `<seq>:<ordinal>` of its decision. */
  effect: string;
  decidedAt: number;
  track: string;
  step: string;
  item: string;
  status: 'queued' | 'sending' | Outcome['status'];
  /** Not sent before. */
  notBefore: number;
  /** When it was sent, refused, or given up. */
  settledAt?: number;
  /** Attempts to send it that counted. */
  attempts: number;
  /** Why it failed or was put off (the sender's words), or was refused. */
  reason?: string;
  /** Only of a queued one: why it has not gone out. */
  waitsFor?: EmailWait;
}

export type EmailWait =
  | { for: 'time'; until: number }
  /** Its track, or `*` for all sending, is halted. */
  | { for: 'halt'; target: string }
  /** The lead is parked. */
  | { for: 'parked' }
  /** The lead has inputs that must be decided first. */
  | { for: 'inputs' }
  /** The next round of sending will refuse it. */
  | { for: 'refusal'; reason: HoldReason }
  /** Nothing but the next round of sending. */
  | { for: 'sending' };

interface Row {
  seq: number;
  ordinal: number;
  at: number;
  status: ExplainedEmail['status'];
  attempts: number;
  not_before: number;
  settled_at: number | null;
  result: { reason?: string } | null;
  effect: Extract<Effect, { kind: 'email' }>;
}

/** The newest emails of a lead, newest first. `compiled` is the program in force; `fault` is why the lead is parked. */
export async function explainEmails(
  tx: Tx,
  lead: LeadState,
  compiled: CompiledProgram,
  fault: string | null,
  now: number,
): Promise<ExplainedEmail[]> {
  const key = [laneOfLead(lead.id), lead.id];
  const rows = await tx.query<Row>(
    `select o.seq, o.ordinal, o.status, o.attempts, o.not_before, o.settled_at, o.result, o.effect,
       coalesce(o.at, (select i.at from inputs i where i.lane = o.lane and i.lead_id = o.lead_id and i.seq = o.seq),
         o.not_before) as at
     from outbox o
     where o.lane = $1 and o.lead_id = $2 and o.kind = 'email' order by o.seq desc, o.ordinal desc limit $3`,
    [...key, lastEmails],
  );
  const halts = await tx.query<{ target: string }>('select target from halts');
  const waiting = await tx.query('select from inbox where lane = $1 and lead_id = $2 limit 1', key);
  const address = addressOf(lead.fields);
  const suppressed = await suppressedAddresses(tx, address === undefined ? [] : [address]);
  const halted = new Set(halts.map(({ target }) => target));

  /** In the order in which the claim of the outbox and the look before sending weigh them. */
  const waitOf = ({ effect, not_before }: Row): EmailWait => {
    const target = ['*', effect.track].find((name) => halted.has(name));
    if (fault !== null) return { for: 'parked' };
    if (target !== undefined) return { for: 'halt', target };
    if (waiting.length > 0) return { for: 'inputs' };
    if (not_before > now) return { for: 'time', until: not_before };
    const reason = refusalOf(effect, lead, { compiled, suppressed });
    if (reason !== undefined) return { for: 'refusal', reason };
    const wait = postponementOf(effect, lead.fields, compiled, now);
    if (wait === undefined) return { for: 'sending' };
    return wait.until <= now
      ? { for: 'refusal', reason: 'held_too_long' }
      : { for: 'time', until: wait.until };
  };
  return rows.map((row) => ({
    effect: `${row.seq}:${row.ordinal}`,
    decidedAt: row.at,
    track: row.effect.track,
    step: row.effect.step,
    item: row.effect.content.item,
    status: row.status,
    attempts: row.attempts,
    notBefore: row.not_before,
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
    ...(row.result?.reason !== undefined && { reason: row.result.reason }),
    ...(row.status === 'queued' && { waitsFor: waitOf(row) }),
  }));
}
