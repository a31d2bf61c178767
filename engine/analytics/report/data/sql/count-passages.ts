import type { Queryable } from '../../../../../db/connection.ts';
import type { Scope } from '../../../metrics/scope.ts';
import { instant, leadFilters, newParams, stageFilter } from '../../../metrics/sql/rows.ts';
import type { Passage } from '../track-flow.ts';

/** The enrolments of a track that began in the period, those that went the same way together. */
export async function countPassages(db: Queryable, scope: Scope, track: string): Promise<Passage[]> {
  const params = newParams();
  const { from, to } = scope.query;
  const of = `${params.add(track)}::text`;
  const where = [
    `e.track = ${of}`,
    `e.started_at >= ${instant(params, from)}`,
    `e.started_at < ${instant(params, to)}`,
    ...leadFilters(scope, params, 'e.lane', 'e.lead_id'),
    ...stageFilter(scope, params, 'e.lane', 'e.lead_id', 'e.started_at'),
  ];
  const rows = await db.query<Omit<Passage, 'decided' | 'sent'> & { decided: string; sent: string }>(
    `select e.step as last, e.status, e.reason, d.decided::text as decided, m.sent::text as sent, count(*)::int as count
     from enrolments e
     cross join lateral (
       select coalesce(jsonb_object_agg(s.step, s.detail order by s.at), '{}') as decided from step_facts s
       where s.lane = e.lane and s.lead_id = e.lead_id and s.track = e.track and s.enrolment = e.n
         and s.what in ('branch', 'split')) d
     cross join lateral (
       select coalesce(jsonb_agg(distinct x.step), '[]') as sent from email_facts x
       where x.lane = e.lane and x.lead_id = e.lead_id and x.track = e.track and x.enrolment = e.n) m
     where ${where.join(' and ')}
     group by 1, 2, 3, 4, 5 order by count(*) desc, 1, 2, 3, 4, 5`,
    params.values,
  );
  return rows.map((row) => ({ ...row, decided: JSON.parse(row.decided), sent: JSON.parse(row.sent) }));
}
