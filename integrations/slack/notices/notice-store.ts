import type { Database, Queryable } from '../../../db/connection.ts';
import type { IncomingEvent } from '../../../engine/runtime/types.ts';
import type { SalesNotice } from './sales-card.ts';

/** Whoever was away for longer has missed it; the console lists it still. */
const lookedBackMs = 7 * 86_400_000;

/** A notice with the lead it is about. */
export interface StoredNotice extends SalesNotice {
  leadId: string;
  /** `<seq>:<ordinal>`: the decision that asked for it. */
  effect: string;
}

const at = (n: number) => `to_timestamp($${n}::float8 / 1000)`;
/** The lane that the id of a notice begins with. */
const laneOf = (id: string) => `get_byte(uuid_send(${id}), 0)`;
const columns = `s.id, n.kind, n.audience, n.text, n.due_at as "dueAt", n.demo, s.lead_id as "leadId", s.effect, s.state, s.round,
  p.name as "byName", s.slack_user as "slackUser", s.at, s.until, s.reason, s.note`;
const from = `sales_notices s join notifications n on n.lane = s.lane and n.lead_id = s.lead_id and n.effect = s.effect
  left join people p on p.id = s.by`;

/** Takes up tasks and notices that a channel is to be told of. */
export async function collectNotices(db: Database, now: number): Promise<void> {
  await db.query(
    `insert into sales_notices (lane, lead_id, effect, id, created_at)
     select n.lane, n.lead_id, n.effect,
       encode(set_byte(uuid_send(gen_random_uuid()), 0, n.lane::int), 'hex')::uuid, ${at(1)}
     from notifications n
     where n.created_at > ${at(2)}
       and exists (select from slack_routes r where r.audience = n.audience and r.created_at <= n.created_at)
       and not exists (select from sales_notices s where s.lane = n.lane and s.lead_id = n.lead_id and s.effect = n.effect)
     on conflict do nothing`,
    [now, now - lookedBackMs],
  );
}

/** Wakes those whose time has come; each is shown anew. */
export async function wakeSnoozed(db: Database, now: number): Promise<void> {
  await db.query(
    `update sales_notices set state = 'open', until = null, round = round + 1
     where state = 'snoozed' and until <= ${at(1)}`,
    [now],
  );
}

/** Open ones that do not stand yet in a channel that is to be told. */
export function unshownNotices(
  db: Database,
  now: number,
): Promise<{ id: string; round: number; channel: string }[]> {
  return db.query(
    `select s.id, s.round, r.channel from ${from}
     join slack_routes r on r.audience = n.audience and r.created_at <= n.created_at
     where s.state = 'open' and (n.created_at > ${at(1)} or s.round > 1)
       and not exists (select from slack_notice_cards c where c.notice = s.id and c.round = s.round and c.channel = r.channel)
     order by n.created_at, s.id, r.channel limit 200`,
    [now - lookedBackMs],
  );
}

export async function readNotice(on: Queryable, id: string): Promise<StoredNotice | undefined> {
  const [notice] = await on.query<StoredNotice>(
    `select ${columns} from ${from} where s.lane = ${laneOf('$1::uuid')} and s.id = $1::uuid`,
    [id],
  );
  return notice;
}

/** Who did what by which click; undefined when somebody else was first. The same click again is first again. */
export async function settleNotice(
  db: Database,
  {
    id,
    round,
    item,
    ...deed
  }: {
    id: string;
    round: number;
    item: string;
    state: 'claimed' | 'snoozed' | 'not_fit';
    by: string;
    slackUser: string;
    now: number;
    until?: number;
    reason?: string;
    note?: string | undefined;
  },
): Promise<boolean> {
  const rows = await db.query(
    `update sales_notices
     set state = $4, by = $5::uuid, slack_user = $6, at = ${at(7)}, until = ${at(8)}, reason = $9, note = $10, item = $3
     where lane = ${laneOf('$1::uuid')} and id = $1::uuid and round = $2::int and (state = 'open' or item = $3) returning id`,
    [
      id,
      round,
      item,
      deed.state,
      deed.by,
      deed.slackUser,
      deed.now,
      deed.until ?? null,
      deed.reason ?? null,
      deed.note ?? null,
    ],
  );
  return rows.length > 0;
}

/** A message that shows a notice. */
export interface NoticeCard {
  channel: string;
  ts: string;
  notice: string;
  round: number;
  shown: string;
}

/** What a card shows: changes whenever it has to be drawn anew. */
export function shownOf({ state, round }: Pick<SalesNotice, 'state' | 'round'>): string {
  return `${state}:${round}`;
}

export async function saveNoticeCard(on: Queryable, card: NoticeCard): Promise<void> {
  await on.query(
    `insert into slack_notice_cards (channel, ts, notice, round, shown) values ($1, $2, $3::uuid, $4::int, $5)
     on conflict (channel, ts) do update set shown = excluded.shown`,
    [card.channel, card.ts, card.notice, card.round, card.shown],
  );
}

export async function forgetNoticeCard(
  on: Queryable,
  { channel, ts }: Pick<NoticeCard, 'channel' | 'ts'>,
): Promise<void> {
  await on.query('delete from slack_notice_cards where channel = $1 and ts = $2', [channel, ts]);
}

export async function noticeCardAt(
  on: Queryable,
  channel: string,
  ts: string,
): Promise<NoticeCard | undefined> {
  const [card] = await on.query<NoticeCard>(
    'select channel, ts, notice, round, shown from slack_notice_cards where channel = $1 and ts = $2',
    [channel, ts],
  );
  return card;
}

/** Cards that show what is no more: another state, or a lead that was erased. Of one notice, or of all. */
export function outdatedCards(on: Queryable, notice?: string): Promise<NoticeCard[]> {
  return on.query<NoticeCard>(
    `select c.channel, c.ts, c.notice, c.round, c.shown
     from slack_notice_cards c left join sales_notices s on s.lane = ${laneOf('c.notice')} and s.id = c.notice
     where (s.id is null or c.shown <> s.state || ':' || s.round) and ($1::uuid is null or c.notice = $1::uuid)
     order by c.ts, c.channel limit 200`,
    [notice ?? null],
  );
}

const identityKeys = { user: 'userId', email: 'email', anonymous: 'anonymousId' } as const;

/** By what events find the lead: by whatever it has been known the longest. Of a merged lead, the one it lives on in. */
export async function identityOf(
  on: Queryable,
  leadId: string,
): Promise<Pick<IncomingEvent, 'userId' | 'email' | 'anonymousId'> | undefined> {
  const [row] = await on.query<{ kind: keyof typeof identityKeys; value: string }>(
    `select i.kind, i.value
     from (select get_byte(uuid_send($1::uuid), 0) as lane, $1::uuid as id) l
     left join lead_redirects r on r.lane = l.lane and r.id = l.id
     join identities i on i.lead_lane = coalesce(r.to_lane, l.lane) and i.lead_id = coalesce(r.to_id, l.id)
     order by i.kind <> 'user', i.kind <> 'email', i.value limit 1`,
    [leadId],
  );
  return row && { [identityKeys[row.kind]]: row.value };
}
