import type { Queryable } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import type { LeadState } from '../../core/types.ts';

/** Where the points of one score model came from. */
export interface ScoreExplanation {
  model: string;
  score: number;
  ledgerSum: number;
  /** Most points first, of either sign. */
  rules: { rule: string; points: number; times: number }[];
}

/** One for each model that the lead ever had points of, by model. */
export async function explainScores(on: Queryable, { id, scores }: LeadState): Promise<ScoreExplanation[]> {
  const rows = await on.query<{ model: string; rule: string; points: number; times: number }>(
    `select model, rule, sum(points)::int as points, count(*)::int as times from ledger
     where lane = $1 and lead_id = $2 group by model, rule
     order by model, abs(sum(points)) desc, rule collate "C"`,
    [laneOfLead(id), id],
  );
  return [...Map.groupBy(rows, ({ model }) => model)].map(([model, given]) => ({
    model,
    score: scores[model] ?? 0,
    ledgerSum: given.reduce((sum, { points }) => sum + points, 0),
    rules: given.map(({ rule, points, times }) => ({ rule, points, times })),
  }));
}
