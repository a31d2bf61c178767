import { Hono } from 'hono';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { addRoutes } from './add.ts';
import { itemRoutes } from './items.ts';
import { lifeRoutes } from './life.ts';
import { previewRoutes } from './preview.ts';
import { searchRoutes } from './search.ts';

/** The content library: what it has, what it says about words, and adding to it. */
export function libraryRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', itemRoutes(installation))
    .route('/items', lifeRoutes(installation))
    .route('/search', searchRoutes(installation))
    .route('/', previewRoutes(installation))
    .route('/', addRoutes(installation));
}
