import { type Context, Hono } from 'hono';
import { type PreviewAsked, previewPage } from '../../../console/library/preview.ts';
import { TrellisError } from '../../../db/errors.ts';
import { previewWords } from '../../../knowledge/template/preview.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { previewFor } from '../../library-preview.ts';
import { emailSecurityPolicy } from '../../security.ts';
import { frameOf } from '../session.ts';

/** `/library/ITEM/preview`: a version of an item as a lead, or somebody made up, would get it. */
export function previewPages(installation: Installation): Hono<AppEnv> {
  const shown = (c: Context<AppEnv>) =>
    previewFor(installation, requireRole(c), c.req.param('id') as string, c.req.query());
  return new Hono<AppEnv>()
    .get('/:id/preview', async (c) => {
      const frame = await frameOf(c, installation);
      const id = c.req.param('id');
      const asked: PreviewAsked = {
        id,
        as: c.req.query('as') ?? '',
        with: c.req.query('with') ?? '',
        ...(c.req.query('version') && { version: c.req.query('version') as string }),
      };
      try {
        const { item, preview } = await shown(c);
        const { title, version, approved } = item;
        const email = { subject: preview.subject, text: preview.text, words: previewWords(preview) };
        return c.html(previewPage({ ...frame, asked, item: { title, version, approved }, email }));
      } catch (error) {
        // A lead that is not there, or a value that lacks: the form stays, to be mended.
        if (!(error instanceof TrellisError) || error.code === 'content.unknown') throw error;
        return c.html(previewPage({ ...frame, asked, problem: error.message }), 422);
      }
    })
    .get('/:id/preview/body', async (c) => {
      const { preview } = await shown(c);
      c.header('content-security-policy', emailSecurityPolicy);
      c.header('x-frame-options', 'SAMEORIGIN');
      // Links open beside the console, not inside the frame.
      return c.html(preview.html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
    });
}
