import type { ShownNotification } from '../console/notifications.ts';
import type { Database } from '../db/connection.ts';
import type { Delivery, EffectSender } from '../engine/runtime/types.ts';

/** A sales task or a notice that the program asked for. */
export interface Notification extends ShownNotification {
  demo: boolean;
}

/** Senders that put tasks and notices where people see them: the console and `trellis notifications`. */
export function createNotificationSenders(db: Database, clock: () => number): EffectSender[] {
  const sender = (kind: 'task' | 'notify'): EffectSender => ({
    kind,
    async send(item) {
      await insert(db, item, clock());
      return { status: 'sent', messageId: `notification:${item.lane}:${item.leadId}:${item.key}` };
    },
  });
  return [sender('task'), sender('notify')];
}

const outboxRow = `o.lane = $1::smallint and o.lead_id = $2::uuid
  and o.seq = split_part($3::text, ':', 1)::bigint and o.ordinal = split_part($3::text, ':', 2)::smallint`;

/** Unless its lead was erased. */
async function insert(
  db: Database,
  { lane, leadId, key, lead, effect }: Delivery,
  now: number,
): Promise<void> {
  if (effect.kind !== 'task' && effect.kind !== 'notify') return;
  const audience = effect.kind === 'task' ? effect.queue : effect.audience;
  const text = effect.kind === 'task' ? effect.title : effect.text;
  await db.query(
    `with held as materialized (
       -- Whoever erases the lead comes before this or after it, not between.
       select from outbox o where ${outboxRow} for key share
     )
     insert into notifications (lane, lead_id, effect, kind, audience, text, due_at, booking, track, demo, created_at)
     select $1::smallint, $2::uuid, $3::text, $4::text, $5::text, $6::text, to_timestamp($7::float8 / 1000), $8::text,
       $9::text, $10::boolean, to_timestamp($11::float8 / 1000)
     where exists (select from held) or not (exists (select from outbox o where ${outboxRow})
       or exists (select from erasures e where e.lane = $1::smallint and e.lead_id = $2::uuid))
     on conflict do nothing`,
    [
      lane,
      leadId,
      key,
      effect.kind,
      audience,
      text,
      effect.kind === 'task' ? effect.due : null,
      effect.kind === 'task' ? (effect.booking ?? null) : null,
      effect.track ?? null,
      lead.demo,
      now,
    ],
  );
}

/** Newest first. */
export function listNotifications(db: Database, options: { limit: number }): Promise<Notification[]> {
  return db.query<Notification>(
    `with newest as (
       (select lane, lead_id, effect, kind, audience, text, due_at, booking, track, created_at, demo
        from notifications order by created_at desc, lane, lead_id, effect limit $1)
       union all
       (select 0::smallint, null, id::text, 'notify', 'content', text, null, null, track, created_at, false
        from content_notices order by created_at desc limit $1)
     )
     select n.kind, n.audience, n.text, n.lead_id as "leadId", l.fields->>'email' as email,
            trim(concat(l.fields->>'first_name', ' ', l.fields->>'last_name')) as name,
            l.fields->>'company' as company, n.track, n.due_at as "dueAt", n.booking, n.created_at as "createdAt", n.demo
     from newest n left join leads l on l.lane = n.lane and l.id = n.lead_id
     order by n.created_at desc, n.lane, n.lead_id, n.effect limit $1`,
    [options.limit],
  );
}
