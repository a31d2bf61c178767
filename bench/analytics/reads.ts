import type { Database, Tx } from '../../db/connection.ts';
import { leadsBehind } from '../../engine/analytics/metrics/leads-behind.ts';
import type { PerformanceQuery } from '../../engine/analytics/metrics/query.ts';
import { readDashboard } from '../../engine/analytics/metrics/read-dashboard.ts';
import { countRows } from '../../engine/analytics/metrics/sql/count-rows.ts';
import { parseCondition } from '../../engine/program/condition/parse.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import { createEngine } from '../../engine/runtime/engine.ts';

const dayMs = 24 * 3_600_000;

export interface ReadTime {
  what: string;
  /** Milliseconds: the first time, and the better of two more. */
  first: number;
  again: number;
  /** Of the last time, the statements that took longest. */
  slowest: string[];
}

/** How long dashboards, one figure and the leads behind one take. */
export async function timeReads(
  db: Database,
  now: number,
  progress: (line: string) => void,
): Promise<ReadTime[]> {
  const { program } = await createEngine({ db, clock: () => now }).program();
  const vocabulary = vocabularyOf(program);
  const segments = Object.fromEntries(
    Object.entries(program.segments).map(([id, { when }]) => [id, parseCondition(when, vocabulary)]),
  );
  const context = { segments, vocabulary, now };
  const [track = ''] = Object.keys(program.tracks);
  const [segment = ''] = Object.keys(program.segments);
  const spans = { '30 days': 30, quarter: 92, 'all time': 3_650 };
  const filters: Record<string, Partial<PerformanceQuery>> = {
    '': {},
    ', one filter': { segment },
    ', two filters': { track, industry: 'healthcare' },
    ', a condition': { where: parseCondition('lead_score >= 20 AND industry = "healthcare"', vocabulary) },
  };
  const reads: ReadTime[] = [];
  const time = async (what: string, read: (db: Pick<Database, 'transaction'>) => Promise<unknown>) => {
    const times: number[] = [];
    let slowest: string[] = [];
    for (let n = 0; n < 3; n++) {
      const told: { ms: number; sql: string }[] = [];
      const begin = performance.now();
      await read(watched(db, told));
      times.push(performance.now() - begin);
      slowest = told
        .sort((a, b) => b.ms - a.ms)
        .slice(0, 4)
        .map(({ ms, sql }) => `${Math.round(ms)} ms: ${sql}`);
    }
    const [first = 0, ...more] = times.map(Math.round);
    reads.push({ what, first, again: Math.min(...more), slowest });
    progress(`${what}: ${first} ms, then ${Math.min(...more)} ms`);
  };
  for (const [span, days] of Object.entries(spans)) {
    const period = { from: now - days * dayMs, to: now };
    for (const [name, parts] of Object.entries(filters))
      await time(`dashboard, ${span}${name}`, (on) => readDashboard(on, { ...period, ...parts }, context));
    await time(`one figure, ${span}, two filters`, (on) =>
      on.transaction(async (tx) => {
        const { scopeOf } = await import('../../engine/analytics/metrics/scope.ts');
        const scope = await scopeOf(tx, { ...period, ...filters[', two filters'] }, context);
        await countRows(tx, 'daily_emails', scope, { period });
      }),
    );
    await time(`leads behind a figure, ${span}`, (on) =>
      leadsBehind(on, { ...period, segment }, context, 'click', { of: 'numerator' }),
    );
  }
  return reads;
}

/** The database, telling how long each statement took. */
function watched(db: Database, told: { ms: number; sql: string }[]): Pick<Database, 'transaction'> {
  return {
    transaction: (body) =>
      db.transaction((tx) => {
        const query: Tx['query'] = async (sql, params, name) => {
          const begin = performance.now();
          const rows = await tx.query<never>(sql, params, name);
          told.push({ ms: performance.now() - begin, sql });
          return rows;
        };
        return body({ ...tx, query });
      }),
  };
}
