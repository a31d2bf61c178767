import type { Queryable } from '../../../db/connection.ts';
import { itemOf, takingUp } from './taking-up.ts';

interface HadContent {
  item: string;
  /** An email with it was sent, or is on its way. */
  sent: boolean;
  /** It clicked in such an email, or took the item up by itself. */
  read: boolean;
}

/** What a lead, and whoever was merged into it, was sent or took up. */
export function selectHadContent(db: Queryable, lead: { lane: number; id: string }): Promise<HadContent[]> {
  return db.query<HadContent>(
    `with who as (
       select $1::smallint as lane, $2::uuid as id
       union all select r.lane, r.id from lead_redirects r where r.to_lane = $1::smallint and r.to_id = $2::uuid)
     select item, bool_or(sent) as sent, bool_or(not sent) as read
     from (select o.effect -> 'content' ->> 'item' as item, true as sent
           from who w join outbox o on o.lane = w.lane and o.lead_id = w.id
           where o.kind = 'email' and o.status in ('queued', 'sending', 'sent', 'in_doubt')
           union all
           select ${itemOf('i')}, false
           from who w join inputs i on i.lane = w.lane and i.lead_id = w.id
           where i.name in ('email_click', ${takingUp.map((name) => `'${name}'`).join(', ')})) had
     where item is not null group by item order by item`,
    [lead.lane, lead.id],
  );
}
