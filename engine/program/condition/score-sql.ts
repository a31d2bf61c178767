import { ENGAGEMENT, modelOfField } from '../score-models.ts';
import type { SqlParams } from './sql-params.ts';

/** The score of a model over a row `l` of leads, as jsonb: 0 where the lead has no points of it. */
export function scoreSql(field: string, lead: string, params: SqlParams): string {
  return `coalesce(${scoresOf(lead)} -> ${params.add(modelOfField(field))}::text, '0'::jsonb)`;
}

/** Null in rows from before there were models: their points are engagement. */
export function scoresOf(lead: string): string {
  return `coalesce(${lead}.scores, jsonb_build_object('${ENGAGEMENT}', ${lead}.score))`;
}
