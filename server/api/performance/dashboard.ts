import { Hono } from 'hono';
import { z } from 'zod';
import type { Dashboard } from '../../../engine/analytics/metrics/dashboard.ts';
import { summary } from '../../../engine/analytics/metrics/summary.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { readFigures } from '../../performance/read-figures.ts';
import { isoInstant } from '../iso-instant.ts';

/** A misspelt filter must not be answered as if it had not been asked for. */
const querySchema = z.strictObject(askedSchema.shape);

type Told<T, K extends keyof T> = Omit<T, K> & Record<K, string>;
/** A dashboard with its instants as ISO 8601, and what to know of it first. */
export type ShownDashboard = Omit<Dashboard, 'asOf' | 'period' | 'before' | 'cohorts'> & {
  /** Null: the log was never counted in. */
  asOf: string | null;
  period: { from: string; to: string };
  before: { from: string; to: string };
  cohorts: Omit<Dashboard['cohorts'], 'cohorts'> & {
    cohorts: Told<Dashboard['cohorts']['cohorts'][number], 'from'>[];
  };
  summary: string[];
};

/** `GET /api/performance?period=` (or `from=&to=`) `&track=&segment=&stage=&industry=&item=&owner=&where=`. */
export function dashboardRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    const asked = querySchema.parse(c.req.query());
    const { dashboard } = await readFigures(installation, ({ program }) =>
      queryOf(program, asked, installation.clock()),
    );
    return c.json(shown(dashboard));
  });
}

function shown(dashboard: Dashboard): ShownDashboard {
  const { asOf, period, before, cohorts, ...rest } = dashboard;
  return {
    summary: summary(dashboard),
    asOf: asOf === 0 ? null : isoInstant(asOf),
    period: { from: isoInstant(period.from), to: isoInstant(period.to) },
    before: { from: isoInstant(before.from), to: isoInstant(before.to) },
    ...rest,
    cohorts: {
      ...cohorts,
      cohorts: cohorts.cohorts.map((cohort) => ({ ...cohort, from: isoInstant(cohort.from) })),
    },
  };
}
