import type { LibraryFilter } from '../types.ts';

/**
 * The filter as SQL over `content_items c`, with parameters numbered after the `taken` ones. Always true of retired
 * items and old versions too: the caller restricts to the latest.
 */
export function filterSql(filter: LibraryFilter, taken: number): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const next = (value: unknown) => `$${taken + params.push(value)}`;
  const conditions: string[] = [];
  if (filter.kind !== undefined) {
    conditions.push(
      `c.kind = any (${next(typeof filter.kind === 'string' ? [filter.kind] : filter.kind)}::text[])`,
    );
  }
  if (filter.approved !== undefined) conditions.push(`c.approved = ${next(filter.approved)}::boolean`);
  const holds = (facet: string, value: string) =>
    `c.document -> '${facet}' @> to_jsonb(${next(value)}::text)`;
  if (filter.stage !== undefined) conditions.push(holds('stages', filter.stage));
  if (filter.topic !== undefined) conditions.push(holds('topics', filter.topic));
  const audience = (facet: string, value: string | undefined) => {
    if (value === undefined) return;
    conditions.push(`(c.document -> '${facet}' = '[]' or ${holds(facet, value)})`);
  };
  audience('industries', filter.industry);
  audience('companySizes', filter.companySize);
  audience('roles', filter.role);
  return { sql: conditions.length === 0 ? 'true' : conditions.join(' and '), params };
}
