import type { Look, VegaLiteSpec } from '../../engine/analytics/charts/spec.ts';
import type { Dashboard } from '../../engine/analytics/metrics/dashboard.ts';
import type { PerformanceQuery } from '../../engine/analytics/metrics/query.ts';
import { type DashboardContext, readDashboard } from '../../engine/analytics/metrics/read-dashboard.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';
import { contextFor } from '../../tools/support/performance/context-for.ts';
import type { Installation } from '../installation.ts';

/** A chart whose data have been read, to be drawn in any look. */
export type ReadChart = (look: Look) => VegaLiteSpec;

/** What somebody asks about, read with the program in force. */
export interface Figures {
  query: PerformanceQuery;
  active: ActiveProgram;
  context: DashboardContext;
  dashboard: Dashboard;
  /** Charts of it that have been read, by what was asked for. */
  charts: Map<string, Promise<ReadChart>>;
}

/** A page and its pictures ask for the same figures within seconds. */
const keptMilliseconds = 30_000;
const mostKept = 50;
const kept = new WeakMap<Installation['db'], Map<string, { at: number; figures: Promise<Figures> }>>();

/** The figures of a query, as they were at most half a minute ago; asked for by several at once they are read once. */
export function readFigures(installation: Installation, asked: (active: ActiveProgram) => PerformanceQuery) {
  return installation.engine.program().then((active) => recent(installation, active, asked(active)));
}

function recent(
  installation: Installation,
  active: ActiveProgram,
  query: PerformanceQuery,
): Promise<Figures> {
  const now = installation.clock();
  const all = kept.get(installation.db) ?? new Map();
  kept.set(installation.db, all);
  const key = JSON.stringify([active.version, query]);
  const found = all.get(key);
  if (found && now - found.at < keptMilliseconds && now >= found.at) return found.figures;
  const figures = read(installation, active, query);
  all.delete(key);
  all.set(key, { at: now, figures });
  // What failed is tried again by the next who asks.
  figures.catch(() => all.delete(key));
  for (const oldest of all.keys()) if (all.size > mostKept) all.delete(oldest);
  return figures;
}

async function read(
  installation: Installation,
  active: ActiveProgram,
  query: PerformanceQuery,
): Promise<Figures> {
  const context = contextFor(active, query, installation.clock());
  return {
    query,
    active,
    context,
    dashboard: await readDashboard(installation.db, query, context),
    charts: new Map(),
  };
}
