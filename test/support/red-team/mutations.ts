import type { Database } from '../../../db/connection.ts';

/** Where a turn may leave something behind, and what of it must stay as it is. */
const mayGrow: Readonly<Record<string, string | undefined>> = {
  conversations: undefined,
  messages: undefined,
  // Their own proposals come to be; nobody settles any, or alters those of others.
  changes: `select * from changes where status <> 'proposed' or author <> $1::uuid`,
  audit: `select * from audit where action <> 'propose' or by <> $1::text`,
  audit_head: undefined,
  // Drafts that nobody has approved.
  content_items: `select * from content_items where approved or document ->> 'source' is distinct from 'draft'`,
  passages: undefined,
  index_entries: undefined,
  index_generations: undefined,
  index_terms: undefined,
  index_words: undefined,
};

/** A digest of every row that a turn of this person has no business with: equal as long as nothing was changed. */
export async function everythingElse(db: Database, personId: string): Promise<() => Promise<unknown>> {
  const tables = await db.query<{ name: string; plain: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relname as plain
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
     order by 1`,
  );
  const queries = tables.flatMap(({ name, plain }) => {
    const rows = Object.hasOwn(mayGrow, plain) ? mayGrow[plain] : `select * from ${name}`;
    if (rows === undefined) return [];
    const all = `string_agg(md5(t::text), '' order by md5(t::text))`;
    return [`select '${name}' as name, md5(coalesce(${all}, '')) as digest from (${rows}) t`];
  });
  return async () => {
    const rows = await db.query<{ name: string; digest: string }>(queries.join(' union all '), [personId]);
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  };
}
