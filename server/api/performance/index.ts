import { Hono } from 'hono';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { attributionRoutes } from './attribution.ts';
import { chartRoutes } from './chart.ts';
import { dashboardRoutes } from './dashboard.ts';
import { factsRoutes } from './facts.ts';
import { leadsRoutes } from './leads.ts';

/** How nurturing did, one file a concern. */
export function performanceRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', dashboardRoutes(installation))
    .route('/', chartRoutes(installation))
    .route('/', leadsRoutes(installation))
    .route('/facts', factsRoutes(installation))
    .route('/attribution', attributionRoutes(installation));
}
