import type { Database } from '../../db/connection.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { Effect, Instant } from '../../engine/core/types.ts';
import type { IncomingEvent } from '../../engine/runtime/engine.ts';
import type { MailRef } from './links.ts';

/** What the outbox knows of an email that a link names, and an identity by which events find its lead. */
export interface SentMail {
  effect: Extract<Effect, { kind: 'email' }>;
  /** When it was settled; null while it is being sent. */
  settledAt: Instant | null;
  identity: Pick<IncomingEvent, 'userId' | 'email' | 'anonymousId'>;
}

const identityKeys = { user: 'userId', email: 'email', anonymous: 'anonymousId' } as const;

/** Undefined when the lead has been erased. */
export async function readSentMail(db: Database, mail: MailRef): Promise<SentMail | undefined> {
  const [seq, ordinal] = mail.key.split(':').map(Number);
  const rows = await db.query<{
    effect: Effect;
    settledAt: Instant | null;
    kind: keyof typeof identityKeys;
    value: string;
  }>(
    `select o.effect, o.settled_at as "settledAt", i.kind, i.value
     from outbox o
     left join lead_redirects r on r.lane = o.lane and r.id = o.lead_id
     join identities i on i.lead_lane = coalesce(r.to_lane, o.lane) and i.lead_id = coalesce(r.to_id, o.lead_id)
     where o.lane = $1 and o.lead_id = $2::uuid and o.seq = $3 and o.ordinal = $4
     order by case i.kind when 'user' then 0 when 'email' then 1 else 2 end, i.value limit 1`,
    [laneOfLead(mail.leadId), mail.leadId, seq, ordinal],
  );
  const row = rows[0];
  if (row?.effect.kind !== 'email') return undefined;
  return { effect: row.effect, settledAt: row.settledAt, identity: { [identityKeys[row.kind]]: row.value } };
}
