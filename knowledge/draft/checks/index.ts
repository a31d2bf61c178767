import type { Queryable } from '../../../db/connection.ts';
import { lineWithin } from '../../items/check-item.ts';
import { type ContentItem, contentItemSchema } from '../../items/item.ts';
import type { Brand, Finding, Sources, Written } from '../types.ts';
import { dutyFindings } from './duties.ts';
import { figureFindings } from './figures.ts';
import { addressFindings, linkFindings } from './links.ts';
import { sizeFindings } from './size.ts';
import { wordFindings } from './words.ts';

/** Everything that is checked of a draft before anybody is shown it. `most`: the words asked for at most. */
export async function checkDraft(
  db: Queryable,
  draft: Partial<ContentItem>,
  given: { written: Written; sources: Sources; brand: Brand; now: number; most?: number | undefined },
): Promise<Finding[]> {
  const { written, sources, brand, now, most } = given;
  const parsed = contentItemSchema.safeParse(draft);
  if (!parsed.success) {
    return parsed.error.issues.map((issue): Finding => {
      const line = lineWithin(issue);
      return {
        code: line === undefined ? 'draft.form' : 'draft.template',
        level: 'fault',
        message: issue.message,
        field: (issue.path[0] ?? 'body') as keyof ContentItem,
        ...(line !== undefined && { line }),
      };
    });
  }
  const item = parsed.data;
  // Footer and disclaimer are the company's own words.
  const body = without(item.body, [brand.rules.requiredFooter, brand.rules.disclaimer]);
  const fields = [
    { field: 'subject' as const, text: item.subject ?? '' },
    { field: 'preheader' as const, text: item.preheader ?? '' },
    {
      field: 'body' as const,
      text: body,
    },
  ];
  const found = [
    ...wordFindings(fields, brand),
    ...sizeFindings(item, written, brand, most),
    ...dutyFindings(item, sources.items, brand),
    ...figureFindings(written, sources),
    ...(await linkFindings(db, item, now)),
    ...addressFindings(body, sources.items),
  ];
  return [...new Map(found.map((one) => [`${one.code} ${one.field} ${one.message}`, one])).values()];
}

function without(body: string, own: readonly (string | undefined)[]): string {
  return own.reduce<string>((text, part) => (part === undefined ? text : text.replace(part, '')), body);
}
