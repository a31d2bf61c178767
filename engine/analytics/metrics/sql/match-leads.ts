import type { Queryable } from '../../../../db/connection.ts';
import { toSql } from '../../../program/condition/to-sql.ts';
import type { Scope } from '../scope.ts';

/**
 * Notes once, until the transaction ends, which leads satisfy the free condition: a dashboard asks thirty questions of
 * them, and looking at every lead for each took a minute with a million. From here on the transaction only reads.
 */
export async function matchLeads(tx: Queryable, scope: Scope): Promise<Scope> {
  const { query, context } = scope;
  if (query.where) {
    const { sql, params } = toSql(query.where, { ...context, firstParam: 1 });
    await tx.exec('create temp table matching_leads (lane smallint, id uuid) on commit drop');
    await tx.query(`insert into matching_leads select l.lane, l.id from leads l where ${sql}`, [...params]);
    await tx.exec('analyze matching_leads');
  }
  await tx.exec('set transaction read only');
  return { ...scope, isMatched: query.where !== undefined };
}
