import type { Database } from '../../../db/connection.ts';

/** Where a card stands and what it shows. */
export interface Card {
  channel: string;
  ts: string;
  changeId: string;
  editHash: string;
  planHash: string;
  settled: boolean;
  /** The state of the change as it shows it: `scheduled`; `proposed:returned` when it came back. */
  state: string;
  comments: number;
  /** The thread it stands in, and the Slack user who asked for the change there. */
  thread: string | null;
  askedBy: string | null;
  /** The uploaded picture of the plan's figures, and the hash of these. */
  chart: string | null;
  chartOf: string | null;
}

const columns = `channel, ts, change_id as "changeId", edit_hash as "editHash", plan_hash as "planHash", settled, shown_status as state,
  shown_comments as comments, thread_ts as thread, asked_by as "askedBy", chart, chart_of as "chartOf"`;

/** Records what the card at this place shows from now on. */
export async function saveCard(db: Database, card: Omit<Card, 'chart' | 'chartOf'>): Promise<void> {
  await db.query(
    `insert into slack_cards (channel, ts, change_id, edit_hash, plan_hash, settled, shown_status, shown_comments,
       thread_ts, asked_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8::int, $9, $10)
     on conflict (channel, ts) do update
     set edit_hash = excluded.edit_hash, plan_hash = excluded.plan_hash, settled = excluded.settled,
         shown_status = excluded.shown_status, shown_comments = excluded.shown_comments`,
    [
      card.channel,
      card.ts,
      card.changeId,
      card.editHash,
      card.planHash,
      card.settled,
      card.state,
      card.comments,
      card.thread,
      card.askedBy,
    ],
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

/** Every place where the change was shown. */
export function allCards(db: Database, changeId: string): Promise<Card[]> {
  return db.query<Card>(`select ${columns} from slack_cards where change_id = $1 order by ts, channel`, [
    changeId,
  ]);
}

/** The picture of these figures, where one was uploaded for another card of the change. */
export async function knownChart(
  db: Database,
  changeId: string,
  chartOf: string,
): Promise<string | undefined> {
  const [row] = await db.query<{ chart: string }>(
    'select chart from slack_cards where change_id = $1 and chart_of = $2 limit 1',
    [changeId, chartOf],
  );
  return row?.chart;
}

export async function saveChart(
  db: Database,
  { channel, ts }: Pick<Card, 'channel' | 'ts'>,
  { chart, chartOf }: { chart: string; chartOf: string },
): Promise<void> {
  await db.query('update slack_cards set chart = $3, chart_of = $4 where channel = $1 and ts = $2', [
    channel,
    ts,
    chart,
    chartOf,
  ]);
}

/** The change that was proposed in place of this one; null while there is none. */
export async function plannedAgain(db: Database, changeId: string): Promise<string | null> {
  const [row] = await db.query<{ next: string }>(
    'select planned_again as next from slack_cards where change_id = $1 and planned_again is not null limit 1',
    [changeId],
  );
  return row?.next ?? null;
}

export async function savePlannedAgain(db: Database, changeId: string, next: string): Promise<void> {
  await db.query('update slack_cards set planned_again = $2 where change_id = $1', [changeId, next]);
}

/** Changes of which a card shows another state, plan or number of comments than they have by now. */
export function outdatedChanges(db: Database): Promise<{ id: string; replanned: boolean }[]> {
  return db.query(
    `select c.id, bool_or(c.edit_hash <> k.edit_hash or c.plan_hash <> k.plan_hash) as replanned
     from slack_cards k join changes c on c.id = k.change_id
     where not k.settled
       and (c.status || case when c.returned is null then '' else ':returned' end <> k.shown_status
            or c.edit_hash <> k.edit_hash or c.plan_hash <> k.plan_hash
            or k.shown_comments <> (select count(*) from change_comments m where m.change_id = c.id))
     group by c.id order by c.id`,
  );
}

/** A scheduled change that could not be applied and is open again, and who had approved it. */
export interface ReturnedChange {
  id: string;
  title: string;
  reason: string;
  /** A person's id. */
  approver: string;
  email: string;
}

export function returnedChanges(db: Database): Promise<ReturnedChange[]> {
  return db.query<ReturnedChange>(
    `select c.id, c.title, c.returned as reason, p.id as approver, p.email
     from changes c join people p on p.id = c.approved_by
     where c.status = 'proposed' and c.returned is not null order by c.created_at, c.id`,
  );
}
