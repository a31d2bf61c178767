import { ENGAGEMENT, modelOfField } from '../score-models.ts';
import type { SqlParams } from './sql-params.ts';

/** The score of a model over a row `l` of leads, as jsonb: 0 where the lead has no points of it. */
export function scoreSql(field: string, lead: string, params: SqlParams): string {
  return `coalesce(${scoresOf(lead)} -> ${params.add(modelOfField(field))}::text, '0'::jsonb)`;
}

/**
 * The lead's arm of an experiment over a row `l` of leads, as jsonb; that of every lead once it is decided. Rows that
 * were last written before there was a column for it have their arms in their state.
 */
export function armSql(
  { id, decided }: { id: string; decided?: string },
  lead: string,
  params: SqlParams,
): string {
  if (decided !== undefined) return `to_jsonb(${params.add(decided)}::text)`;
  return `(${armsOf(lead)} -> ${params.add(id)}::text)`;
}

export function armsOf(lead: string): string {
  return `coalesce(${lead}.variants, ${lead}.state::jsonb -> 'variants')`;
}

/** Null in rows from before there were models: their points are engagement. */
export function scoresOf(lead: string): string {
  return `coalesce(${lead}.scores, jsonb_build_object('${ENGAGEMENT}', ${lead}.score))`;
}
