import type { Database, Queryable } from '../../db/connection.ts';

/** A statement as the database received it. */
export interface Statement {
  sql: string;
  params: unknown[];
  name?: string;
}

/** The same database, remembering every statement that it receives; each text once, with the last parameters. */
export function watchStatements(db: Database): { db: Database; statements: Map<string, Statement> } {
  const statements = new Map<string, Statement>();
  const watch = <T extends Pick<Queryable, 'query'>>(on: T): T => ({
    ...on,
    query: <R>(sql: string, params: unknown[] = [], name?: string) => {
      statements.set(sql, { sql, params, ...(name !== undefined && { name }) });
      return on.query<R>(sql, params, name);
    },
  });
  return {
    statements,
    db: { ...watch(db), transaction: (body) => db.transaction((tx) => body(watch(tx))) },
  };
}

const notAliases = new Set(
  'where set on join order group cross left right inner full limit values select returning for using natural union default'.split(
    ' ',
  ),
);

/** The references to these tables in a statement that say nothing of their lane. */
export function referencesWithoutLane(sql: string, tables: ReadonlySet<string>): string[] {
  const text = sql.replace(/--[^\n]*/g, ' ').replace(/'(?:[^']|'')*'/g, "''");
  const references = text.matchAll(
    /(\b(?:from|join|into|update|using)|,)\s+(?:only\s+)?(?!lateral\b)([a-z_]+)\b(?:\s+(?:as\s+)?([a-z_]\w*))?(\s*\([^)]*\))?/gi,
  );
  const without: string[] = [];
  for (const [, verb = '', table = '', word, columns] of references) {
    if (!tables.has(table)) continue;
    if (verb.toLowerCase() === 'into') {
      if (!/\blane\b/.test(columns ?? '')) without.push(table);
      continue;
    }
    const alias = word && !notAliases.has(word.toLowerCase()) ? word : undefined;
    const named = new RegExp(`\\b${alias ?? table}\\.(\\w+_)?lane\\b|\\busing \\(lane\\b`);
    const bare = /(?<![.\w])lane\b/;
    if (!named.test(text) && (alias !== undefined || !bare.test(text))) without.push(table);
  }
  return without;
}
