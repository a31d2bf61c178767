import { Hono } from 'hono';
import { previewWords } from '../../../knowledge/template/preview.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { previewFor } from '../../library-preview.ts';

/** `GET /api/library/ITEM/preview?version=&as=LEAD` or `&with=industry=healthcare,role=economic`. */
export function previewRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:id/preview', async (c) => {
    const principal = requireRole(c);
    const { item, preview } = await previewFor(installation, principal, c.req.param('id'), c.req.query());
    const { id, version, approved } = item;
    return c.json({ item: { id, version, approved }, ...preview, words: previewWords(preview) });
  });
}
