import type { Vocabulary } from '../../program/condition/ast.ts';
import { armsOf, scoresOf } from '../../program/condition/score-sql.ts';
import { modelOfField } from '../../program/score-models.ts';

const engineColumns: Readonly<Record<string, string>> = {
  lead_score: 'l.score::text',
  journey_stage: 'l.journey',
  lifecycle_stage: 'l.lifecycle',
};

/** A field of the vocabulary, with its name. */
export type NamedField = { name: string } & Pick<Vocabulary['fields'][string], 'owner' | 'experiment'>;

/** The value of a field as text, over alias `l` of leads; `param` is the number of the parameter that carries its name. */
export function fieldExpression(field: NamedField, param: number): string {
  if (field.owner === 'lead') return `l.fields ->> $${param}::text`;
  if (field.owner === 'account') {
    return `(select a.fields ->> $${param}::text from accounts a where a.lane = l.account_lane and a.id = l.account_id)`;
  }
  // The parameter is used, so that statements have the same parameters whoever owns the field.
  return `(case when $${param}::text is not null then ${engineColumns[field.name] ?? armText(field) ?? scoreText(field.name)} end)`;
}

/** Ids of experiments and arms are made of letters, digits and dashes. */
function armText({ experiment }: NamedField): string | undefined {
  if (experiment === undefined) return undefined;
  const { id, decided } = experiment;
  return decided === undefined ? `${armsOf('l')} ->> '${id}'` : `'${decided}'::text`;
}

/** Of a name that the vocabulary has, so it is made of letters, digits and dashes. */
function scoreText(field: string): string {
  return field.endsWith('_score') ? `coalesce(${scoresOf('l')} ->> '${modelOfField(field)}', '0')` : 'null';
}
