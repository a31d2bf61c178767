import { Hono } from 'hono';
import { z } from 'zod';
import type { Ingest } from '../../../knowledge/ingest/ingest.ts';
import { loose } from '../../../knowledge/ingest/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';
import { collectionName, defaultsSchema, presentSchema, sourceSchema } from './add.ts';
import type { PortsFor } from './ingest-ports.ts';

const maxBytes = 16 * 1024 * 1024;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');
const changedSchema = z.strictObject({
  /** Absent: files that were named one by one. */
  collection: collectionName.optional(),
  /** The name is the folder's own and nobody's choice. */
  guessed: z.boolean().default(false),
  defaults: defaultsSchema,
  files: z.array(z.strictObject({ name: sourceSchema, bytes: sha256, side: sha256.optional() })).max(50_000),
});
const closeSchema = z.strictObject({ collection: collectionName, present: presentSchema });

/**
 * `GET /api/library/collections`: what was added together. `POST …/changed`: which of these files must be sent.
 * `POST …/close`: the collection was read to its end, and what is gone from it is retired.
 */
export function collectionRoutes(
  installation: Installation,
  ingest: Ingest,
  portsFor: PortsFor,
): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      return c.json({ collections: await ingest.collections() });
    })
    .post('/changed', async (c) => {
      const principal = requireRole(c, 'marketer');
      const {
        collection = loose.files,
        guessed,
        defaults,
        files,
      } = await readJson(c, changedSchema, maxBytes);
      return c.json(
        await ingest.compare(portsFor(principal), { name: collection, defaults, isGuessed: guessed }, files),
      );
    })
    .post('/close', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { collection, present } = await readJson(c, closeSchema, maxBytes);
      const closed = { name: collection, present: new Set(present) };
      const ports = portsFor(principal);
      return c.json({ retired: await ingest.close(ports, closed, installation.clock()) });
    });
}
