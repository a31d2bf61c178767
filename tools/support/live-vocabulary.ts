import type { Queryable } from '../../db/connection.ts';
import { fieldValues } from '../../engine/analytics/field-values.ts';
import type { FieldType, Vocabulary } from '../../engine/program/condition/ast.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { personalFields } from './personal.ts';

export interface LiveField {
  name: string;
  type: FieldType;
  owner: 'lead' | 'account' | 'engine';
  /** Values that leads have, most frequent first, or the fixed words of the field; empty for free text. */
  values: string[];
  /** The values were written by leads: foreign text. */
  foreign: boolean;
}

/** The fields that conditions may name, with the values they have now. */
export async function liveFields(
  db: Queryable,
  vocabulary: Vocabulary = defaultVocabulary,
): Promise<LiveField[]> {
  const fields = Object.entries(vocabulary.fields);
  const open = (owner: 'lead' | 'account') =>
    fields
      .filter(
        ([name, field]) =>
          field.owner === owner && field.type === 'text' && !field.values && !personalFields.has(name),
      )
      .map(([name]) => name);
  const found = await fieldValues(db, { lead: open('lead'), account: open('account') });
  return fields.map(([name, field]) => ({
    name,
    type: field.type,
    owner: field.owner,
    values: [...(field.values ?? found[name] ?? [])],
    foreign: field.values === undefined && found[name] !== undefined,
  }));
}
