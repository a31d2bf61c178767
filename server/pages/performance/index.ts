import { Hono } from 'hono';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { chartRoutes } from './chart-images.ts';
import { figurePages } from './figures.ts';
import { behindPages } from './leads.ts';

/** How nurturing did: the figures, their charts, and the leads behind them. */
export function performancePages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', figurePages(installation))
    .route('/', behindPages(installation))
    .route('/', chartRoutes(installation));
}
