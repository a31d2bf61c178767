import type { Queryable } from '../../../db/connection.ts';
import type { ContentItem } from '../../items/item.ts';

export interface LinkedItem extends Pick<ContentItem, 'id' | 'validFrom' | 'validTo'> {
  url: string;
  approved: boolean;
  retired: boolean;
}

/** The latest versions whose call to action leads to one of the addresses, exactly as they are written. */
export function linksTo(db: Queryable, urls: readonly string[]): Promise<LinkedItem[]> {
  return db.query<LinkedItem>(
    `select c.id, c.document -> 'cta' ->> 'url' as url, c.approved, c.retired,
       c.document ->> 'validFrom' as "validFrom", c.document ->> 'validTo' as "validTo"
     from content_items c
     where c.document -> 'cta' ->> 'url' = any ($1::text[])
       and c.version = (select max(l.version) from content_items l where l.id = c.id)
     order by c.id`,
    [urls],
  );
}
