import type { Database } from '../../db/connection.ts';

/** Slack delivers an event again for at most some hours. */
const eventsKeptMs = 24 * 3_600_000;

/** Where a card stands and what it shows. */
export interface Card {
  channel: string;
  ts: string;
  changeId: string;
  editHash: string;
  planHash: string;
  settled: boolean;
}

const columns = `channel, ts, change_id as "changeId", edit_hash as "editHash", plan_hash as "planHash", settled`;

/** True once per event id. Inserted before any work, so that two deliveries at once cannot both win. */
export async function claimEvent(db: Database, eventId: string, now: number): Promise<boolean> {
  await db.query('delete from slack_events where received_at < to_timestamp($1::float8 / 1000)', [
    now - eventsKeptMs,
  ]);
  const claimed = await db.query(
    `insert into slack_events (event_id, received_at) values ($1, to_timestamp($2::float8 / 1000))
     on conflict do nothing returning event_id`,
    [eventId, now],
  );
  return claimed.length > 0;
}

/** Records what the card at this place shows from now on. */
export async function saveCard(db: Database, card: Card): Promise<void> {
  await db.query(
    `insert into slack_cards (channel, ts, change_id, edit_hash, plan_hash, settled) values ($1, $2, $3, $4, $5, $6)
     on conflict (channel, ts) do update
     set edit_hash = excluded.edit_hash, plan_hash = excluded.plan_hash, settled = excluded.settled`,
    [card.channel, card.ts, card.changeId, card.editHash, card.planHash, card.settled],
  );
}

export async function cardAt(db: Database, channel: string, ts: string): Promise<Card | undefined> {
  const [card] = await db.query<Card>(`select ${columns} from slack_cards where channel = $1 and ts = $2`, [
    channel,
    ts,
  ]);
  return card;
}

/** Every place where the change still has buttons, oldest first. */
export function openCards(db: Database, changeId: string): Promise<Card[]> {
  return db.query<Card>(
    `select ${columns} from slack_cards where change_id = $1 and not settled order by ts, channel`,
    [changeId],
  );
}

/** Changes that were settled or planned again elsewhere (page, terminal) since a card showed them. */
export async function outdatedChanges(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct c.id from slack_cards k join changes c on c.id = k.change_id
     where not k.settled
       and (c.status <> 'proposed' or c.edit_hash <> k.edit_hash or c.plan_hash <> k.plan_hash)
     order by c.id`,
  );
  return rows.map((row) => row.id);
}
