import type { Queryable } from '../../../../db/connection.ts';
import { type LifecycleStage, lifecycleStages } from '../../../program/schema.ts';
import type { Period } from '../../period.ts';
import type { HandOff } from '../data.ts';

/** A threshold that moves leads to a stage of the lifecycle. */
export interface HandingOn {
  id: string;
  at: number;
  /** Null: the total of all models. */
  model: string | null;
  stage: LifecycleStage;
}

/**
 * Leads that came to the threshold's stage in the period as they crossed it, with the score they then had, and whether
 * they came to a later stage within so many days.
 */
export async function selectHandOffs(
  db: Queryable,
  threshold: HandingOn,
  { from, to, lanes, days }: Period & { lanes: number; days: number },
): Promise<HandOff[]> {
  const { id, at, model, stage } = threshold;
  const later = lifecycleStages.slice(lifecycleStages.indexOf(stage) + 1);
  const rows = await db.query<Omit<HandOff, 'threshold'>>(
    `select s.score, exists (
              select from stage_moves n where n.lane = m.lane and n.lead_id = m.lead_id and n.kind = 'lifecycle'
                and n.to_stage = any($6::text[]) and (n.seq, n.ordinal) > (m.seq, m.ordinal)
                and n.at < m.at + make_interval(days => $7::int)) as converted
     from stage_moves m
     cross join lateral (
       select coalesce(sum(points), 0)::int as score,
              coalesce(sum(points) filter (where g.seq < m.seq), 0)::int as before
       from ledger g
       where g.lane = m.lane and g.lead_id = m.lead_id and g.seq <= m.seq and ($8::text is null or g.model = $8::text)) s
     where m.kind = 'lifecycle' and m.to_stage = $4::text and m.lane < $3::int
       and m.at >= to_timestamp($1::float8 / 1000) and m.at < to_timestamp($2::float8 / 1000)
       and s.before < $5::int and s.score >= $5::int`,
    [from, to, lanes, stage, at, [...later], days, model],
  );
  return rows.map((row) => ({ ...row, threshold: id }));
}
