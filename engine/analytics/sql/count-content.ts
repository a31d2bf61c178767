import type { Queryable } from '../../../db/connection.ts';
import { emailCounters } from '../facts/counters.ts';
import type { Period } from '../period.ts';
import type { Where } from './where.ts';

/** Of one item, by the journey stage that leads stood at then, inside the audience or outside. */
interface Row {
  item: string;
  stage: string;
  inside: boolean;
}
interface SentCounts extends Row {
  sent: number;
  delivered: number;
  clicked: number;
  progressed: number;
}
interface TakenCounts extends Row {
  /** Leads, each by its first time. */
  taken: number;
  takenProgressed: number;
}

/** Emails sent in the period by the item they carried, and leads that took an item up in it for the first time. */
export async function countContent(
  db: Queryable,
  where: Where,
  { from, to }: Period,
): Promise<{ sent: SentCounts[]; taken: TakenCounts[] }> {
  const counted = (names: readonly (keyof typeof emailCounters)[]) =>
    names.map((name) => `sum(${emailCounters[name]})::int as ${name}`).join(', ');
  const rows = <R>(table: string, at: string, sums: string) =>
    db.query<R>(
      `with members as materialized (select l.lane, l.id from leads l where ${where.sql})
       select f.item, f.stage, b.id is not null as inside, ${sums}
       from ${table} f left join members b on b.lane = f.lane and b.id = f.lead_id
       where f.item <> '' and f.${at} >= to_timestamp($${where.params.length + 1}::float8 / 1000)
         and f.${at} < to_timestamp($${where.params.length + 2}::float8 / 1000)
       group by 1, 2, 3 order by 1, 2, 3`,
      [...where.params, from, to],
    );
  return {
    sent: await rows('email_facts', 'sent_at', counted(['sent', 'delivered', 'clicked', 'progressed'])),
    taken: await rows(
      'take_facts',
      'at',
      'count(*)::int as taken, count(f.progressed_at)::int as "takenProgressed"',
    ),
  };
}
