import type { Fault } from '../../db/errors.ts';
import { lineWithin } from '../items/check-item.ts';
import { type ContentItem, contentItemSchema } from '../items/item.ts';
import type { PlaceOf } from './fields.ts';
import type { RawItem } from './raw-item.ts';

export type Parsed = { ok: true; item: ContentItem } | { ok: false; faults: Fault[] };

/**
 * Makes an item of what was read, or says all that is wrong with it, each fault with its file and line where a field has
 * them. Without an `id` the item takes the file's name. What the document says wins over what is `known` otherwise.
 */
export function completeItem(
  raw: RawItem,
  placeOf: PlaceOf,
  known: Readonly<Record<string, unknown>> = {},
): Parsed {
  const result = contentItemSchema.safeParse({
    id: stemOf(raw.source),
    source: raw.source,
    ...(raw.pages && { pages: raw.pages }),
    ...known,
    ...raw.fields,
    body: raw.body,
  });
  if (result.success) return { ok: true, item: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => {
      const place = placeOf(issue.path);
      const path = [place?.file ?? raw.source, ...issue.path.map(String)].join('/');
      return {
        path,
        message: issue.message,
        ...(place && { line: place.line + (lineWithin(issue) ?? 1) - 1 }),
      };
    }),
  };
}

function stemOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) as string).replace(/\.[^.]*$/, '').toLowerCase();
}
