import type { ExperimentMetric, Guardrail } from '../types.ts';

const beforeSales = "('subscriber', 'lead', 'mql')";

/** When leads did it: rows of (lane, lead_id, at), over the facts. A CTE `asked` has the `tracks` whose goals count. */
export const outcomes: Record<ExperimentMetric, string> = {
  click: 'select lane, lead_id, clicked_at as at from email_facts where clicked_at is not null',
  download: stay('downloaded_at'),
  'demo-request': stay('demo_at'),
  meeting: stay('meeting_at'),
  progression: `select lane, lead_id, left_at as at from stay_facts where kind = 'journey' and forward`,
  goal: `select e.lane, e.lead_id, e.ended_at as at from enrolments e
    where e.reason = 'goal' and exists (select from asked a where cardinality(a.tracks) = 0 or e.track = any(a.tracks))`,
  sql: toSql(),
  deal: `select lane, lead_id, at from deal_facts where kind = 'closed' and won`,
  'time-to-sql': toSql(),
};

/** The column of `email_facts` by which a guardrail is counted. */
export const harms: Record<Guardrail, string> = {
  unsubscribe: 'unsubscribed_at',
  complaint: 'complained_at',
  bounce: 'bounced_at',
};

function stay(column: string): string {
  return `select lane, lead_id, ${column} as at from stay_facts where kind = 'journey' and ${column} is not null`;
}

function toSql(): string {
  return `select lane, lead_id, left_at as at from stay_facts
    where kind = 'lifecycle' and stage in ${beforeSales} and forward and next_stage not in ${beforeSales}`;
}
