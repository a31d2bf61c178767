import type { ContentItem } from '../items/item.ts';

/** An item as recommending sees it: the newest version that may be sent, or of a draft the newest there is. */
export interface ShelfItem extends Omit<ContentItem, 'body' | 'pages' | 'suggested' | 'source'> {
  version: number;
  hash: string;
  approved: boolean;
  /** This version or an earlier one says so. */
  regulated: boolean;
  /** How its body begins. */
  excerpt: string;
}
