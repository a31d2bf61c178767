import type { Queryable } from '../../db/connection.ts';

/** Fields with more distinct values than this have no list: they are free text, not words to choose from. */
const maxValues = 40;

/**
 * The values that leads and accounts really have, by field name, most frequent first. Fields with more than 40 values
 * are left out. The texts come from leads: foreign text.
 */
export async function fieldValues(
  db: Queryable,
  fields: { lead: readonly string[]; account: readonly string[] },
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const rows = [
    ...(await distinctValues(db, 'leads', fields.lead)),
    ...(await distinctValues(db, 'accounts', fields.account)),
  ];
  for (const { field, values } of rows) found[field] = values;
  return found;
}

function distinctValues(db: Queryable, table: 'leads' | 'accounts', names: readonly string[]) {
  return db.query<{ field: string; values: string[] }>(
    `select field, json_agg(value order by n desc, value) as values
     from (select name as field, t.fields ->> name as value, count(*) as n
           from ${table} t, json_array_elements_text($1::json) as name
           where jsonb_typeof(t.fields -> name) = 'string'
           group by 1, 2) counted
     group by field having count(*) <= ${maxValues}`,
    [JSON.stringify(names)],
  );
}
