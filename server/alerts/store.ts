import type { AlertKind } from '../../agent/digests/orders.ts';
import type { Queryable, Tx } from '../../db/connection.ts';

/** What somebody wants to be warned of. */
export interface Alert {
  /** Its number in the list. */
  id: number;
  /** A person's id. */
  owner: string;
  ownerName: string;
  place: string;
  placeName: string;
  kind: AlertKind;
  /** In the unit of the kind; null: as usual. */
  threshold: number | null;
  /** Minutes of the day; null: day and night. */
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string;
}

/** One that is going on. */
export interface Incident {
  id: number;
  alertId: number;
  subject: string;
  beganAt: number;
  words: string[];
}

const columns = `a.id, a.owner, p.name as "ownerName", a.place, a.place_name as "placeName", a.kind, a.threshold,
  a.quiet_from as "quietFrom", a.quiet_to as "quietTo", a.time_zone as "timeZone"`;

/** By number. */
export function listAlerts(db: Queryable): Promise<Alert[]> {
  return db.query<Alert>(`select ${columns} from alerts a join people p on p.id = a.owner order by a.id`);
}

/** Sets it; one of that kind at that place takes this threshold, these hours and this owner. */
export async function saveAlert(
  db: Queryable,
  alert: Omit<Alert, 'id' | 'ownerName'>,
  now: number,
): Promise<{ id: number; isNew: boolean }> {
  const [row] = await db.query<{ id: number; isNew: boolean }>(
    `insert into alerts (owner, place, place_name, kind, threshold, quiet_from, quiet_to, time_zone, created_at)
     values ($1::uuid, $2, $3, $4, $5::float8, $6::smallint, $7::smallint, $8, to_timestamp($9::float8 / 1000))
     on conflict (place, kind) do update
     set owner = excluded.owner, threshold = excluded.threshold, quiet_from = excluded.quiet_from,
         quiet_to = excluded.quiet_to, time_zone = excluded.time_zone, place_name = excluded.place_name
     returning id, (xmax = 0) as "isNew"`,
    [
      alert.owner,
      alert.place,
      alert.placeName,
      alert.kind,
      alert.threshold,
      alert.quietFrom,
      alert.quietTo,
      alert.timeZone,
      now,
    ],
  );
  return row as { id: number; isNew: boolean };
}

/** Ends it; what it has queued is not sent any more. */
export async function deleteAlert(tx: Tx, id: number, now: number): Promise<void> {
  await tx.query(
    `update posts set status = 'dropped', settled_at = to_timestamp($2::float8 / 1000), reason = 'the alert was stopped'
     where status = 'queued' and incident_id in (select id from alert_incidents where alert_id = $1::int)`,
    [id, now],
  );
  await tx.query('delete from alerts where id = $1::int', [id]);
}

export function openIncidents(db: Queryable): Promise<Incident[]> {
  return db.query<Incident>(
    `select id, alert_id as "alertId", subject, began_at as "beganAt", words from alert_incidents
     where ended_at is null order by began_at, id`,
  );
}

/** Begins it; undefined when it has begun already. */
export async function beginIncident(
  tx: Tx,
  { alertId, subject, words }: Pick<Incident, 'alertId' | 'subject' | 'words'>,
  now: number,
): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `insert into alert_incidents (alert_id, subject, began_at, words)
     select a.id, $2, to_timestamp($3::float8 / 1000), $4::text[] from alerts a where a.id = $1::int
     on conflict do nothing returning id`,
    [alertId, subject, now, words],
  );
  return row?.id;
}

/** False when it has ended already. */
export async function endIncident(tx: Tx, id: number, now: number): Promise<boolean> {
  const rows = await tx.query(
    `update alert_incidents set ended_at = to_timestamp($2::float8 / 1000)
     where id = $1::int and ended_at is null returning id`,
    [id, now],
  );
  return rows.length > 0;
}

/** True for one process, when so long has gone by since the last look at this kind. */
export async function claimLook(db: Queryable, kind: string, everyMs: number, now: number): Promise<boolean> {
  const rows = await db.query(
    `insert into alert_looks as l (kind, at) values ($1, to_timestamp($2::float8 / 1000))
     on conflict (kind) do update set at = excluded.at
     where l.at <= to_timestamp($3::float8 / 1000) or l.at > excluded.at
     returning kind`,
    [kind, now, now - everyMs],
  );
  return rows.length > 0;
}
