import { Hono } from 'hono';
import { z } from 'zod';
import { definitions, type MetricId } from '../../../engine/analytics/metrics/definitions.ts';
import { leadsBehind } from '../../../engine/analytics/metrics/leads-behind.ts';
import { contextFor } from '../../../tools/support/performance/context-for.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { metricNamed } from '../../performance/metric-named.ts';
import { isoInstant } from '../iso-instant.ts';

const querySchema = z.strictObject({
  ...askedSchema.shape,
  metric: z.string().max(100).transform(metricNamed),
  of: z.enum(['numerator', 'denominator']).default('numerator'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of the leads behind a figure. Leads go by id: who they are is shown with each by itself. */
export interface ShownLeads {
  metric: MetricId;
  title: string;
  of: 'numerator' | 'denominator';
  /** As the figure has them. */
  numerator: number;
  denominator: number;
  asOf: string;
  rows: { lead: string; at: string; reached: boolean; detail: string | null; amount: number | null }[];
  next?: string;
}

/** `GET /api/performance/leads?metric=&of=&cursor=&limit=` and the filters of a dashboard. */
export function leadsRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/leads', async (c) => {
    requireRole(c);
    const { metric, of, cursor, limit, ...asked } = querySchema.parse(c.req.query());
    const active = await installation.engine.program();
    const query = queryOf(active.program, asked, installation.clock());
    const context = contextFor(active, query, installation.clock());
    const { asOf, rows, ...rest } = await leadsBehind(installation.db, query, context, metric, {
      of,
      cursor,
      limit,
    });
    const answer: ShownLeads = {
      metric,
      title: definitions[metric].title,
      of,
      ...rest,
      asOf: isoInstant(asOf),
      rows: rows.map((row) => ({ ...row, at: isoInstant(row.at) })),
    };
    return c.json(answer);
  });
}
