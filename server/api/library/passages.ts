import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../../db/errors.ts';
import { visibleText } from '../../../knowledge/grounding/plain.ts';
import { pageAt } from '../../../knowledge/index/analyse.ts';
import { splitBody } from '../../../knowledge/passages/split.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

const querySchema = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** The number of the first passage. */
  from: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});

/**
 * `GET /api/library/items/ID/passages?version=&from=&limit=`: an item and what it says, as it is searched and cited,
 * page by page. Without characters that nobody sees.
 */
export function passageRoutes({ library, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:id/passages', async (c) => {
    const principal = requireRole(c);
    const id = c.req.param('id');
    const { version, from, limit } = querySchema.parse(c.req.query());
    const item = await library.get(id, version);
    if (!item) {
      const which = version === undefined ? `"${id}"` : `version ${version} of "${id}"`;
      throw new TrellisError(
        'content.unknown',
        `The library has no ${which}: list it for the item you mean.`,
      );
    }
    recentTaint.add(principal, [`content:${item.id}@${item.version}`]);
    const { body, pages, draft: _, ...fields } = item;
    const all = await splitBody(body);
    const passages = all.slice(from, from + limit).map(({ ordinal, heading, text, start, end }) => {
      const page = pageAt(pages, start);
      return {
        ordinal,
        heading: visibleText(heading),
        text: visibleText(text),
        start,
        end,
        ...(page !== null && { page }),
      };
    });
    return c.json({
      item: { ...fields, title: visibleText(fields.title), summary: visibleText(fields.summary) },
      total: all.length,
      passages,
      ...(from + limit < all.length && { next: from + limit }),
    });
  });
}
