import { Hono } from 'hono';
import { createIngest } from '../../../knowledge/ingest/ingest.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { addRoutes } from './add.ts';
import { collectionRoutes } from './collections.ts';
import { coverageRoutes } from './coverage.ts';
import { draftRoutes } from './draft.ts';
import { indexRoutes } from './index-status.ts';
import { createPorts } from './ingest-ports.ts';
import { itemRoutes } from './items.ts';
import { lifeRoutes } from './life.ts';
import { pageRoutes } from './pages.ts';
import { passageRoutes } from './passages.ts';
import { previewRoutes } from './preview.ts';
import { problemRoutes } from './problems.ts';
import { recommendRoutes } from './recommend.ts';
import { searchRoutes } from './search.ts';

/** The content library: what it has, what it says about words, and adding to it. */
export function libraryRoutes(installation: Installation): Hono<AppEnv> {
  const { db, config } = installation;
  const ingest = createIngest({ db, allowPrivate: config.TRELLIS_LIBRARY_PRIVATE });
  const portsFor = createPorts(installation);
  return new Hono<AppEnv>()
    .route('/collections', collectionRoutes(installation, ingest, portsFor))
    .route('/', itemRoutes(installation))
    .route('/items', lifeRoutes(installation))
    .route('/items', passageRoutes(installation))
    .route('/recommend', recommendRoutes(installation))
    .route('/coverage', coverageRoutes(installation))
    .route('/index', indexRoutes(installation))
    .route('/problems', problemRoutes(installation))
    .route('/search', searchRoutes(installation))
    .route('/', draftRoutes(installation))
    .route('/', previewRoutes(installation))
    .route('/', pageRoutes(installation, ingest, portsFor))
    .route('/', addRoutes(installation, ingest, portsFor));
}
