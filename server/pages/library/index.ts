import { Hono } from 'hono';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { coveragePages } from './coverage.ts';
import { itemPages } from './item.ts';
import { libraryList } from './list.ts';
import { previewPages } from './preview.ts';
import { settlePages } from './settle.ts';

/** The content library in the console: the list with its search, and a page for each item. */
export function libraryPages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route('/', libraryList(installation))
    .route('/', coveragePages(installation))
    .route('/', itemPages(installation))
    .route('/', previewPages(installation))
    .route('/', settlePages(installation));
}
