import { Hono } from 'hono';
import { z } from 'zod';
import type { Ingest } from '../../../knowledge/ingest/ingest.ts';
import { loose } from '../../../knowledge/ingest/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';
import { collectionName, defaultsSchema } from './add.ts';
import { answerRun } from './answer-run.ts';
import type { PortsFor } from './ingest-ports.ts';

const url = z.string().min(1).max(2_000);
const pagesSchema = z.strictObject({ urls: z.array(url).min(1).max(500), defaults: defaultsSchema });
const sitemapSchema = z.strictObject({
  url,
  collection: collectionName.optional(),
  defaults: defaultsSchema,
});

/** `POST /api/library/pages`: pages by their addresses. `POST /api/library/sitemap`: all that a sitemap names. */
export function pageRoutes(installation: Installation, ingest: Ingest, portsFor: PortsFor): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/pages', async (c) => {
      const ports = portsFor(requireRole(c, 'marketer'));
      const { urls, defaults } = await readJson(c, pagesSchema);
      return answerRun(c, installation, (hooks) =>
        ingest.addPages(ports, urls, { name: loose.pages, defaults }, hooks),
      );
    })
    .post('/sitemap', async (c) => {
      const ports = portsFor(requireRole(c, 'marketer'));
      const { url, collection, defaults } = await readJson(c, sitemapSchema);
      const into = { defaults, ...(collection && { name: collection }) };
      return answerRun(c, installation, (hooks) => ingest.addSitemap(ports, url, into, hooks));
    });
}
