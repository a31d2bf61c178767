import type { Queryable } from '../../../db/connection.ts';
import type { ContentItem } from '../../items/item.ts';
import type { ShelfItem } from '../shelf.ts';

/** As much of a body as tells two items apart. */
const excerptLength = 1_500;

/** Every item that is not retired, by id. */
export async function selectShelf(db: Queryable): Promise<ShelfItem[]> {
  const rows = await db.query<{
    document: Omit<ContentItem, 'body'>;
    version: number;
    hash: string;
    approved: boolean;
    regulated: boolean;
    excerpt: string;
  }>(
    `select distinct on (c.id) c.document - '{body,pages,suggested,source}'::text[] as document, c.version, c.hash, c.approved,
            bool_or(c.document -> 'regulated' = 'true'::jsonb) over (partition by c.id order by c.version) as regulated,
            left(c.document ->> 'body', ${excerptLength}) as excerpt
     from content_items c where not c.retired
     order by c.id, c.approved desc, c.version desc`,
  );
  return rows.map(({ document, ...row }) => ({ ...document, ...row, regulated: row.regulated === true }));
}
