import type { Fault } from '../../db/errors.ts';
import { lineWithin } from '../items/check-item.ts';
import { type ContentItem, contentItemSchema } from '../items/item.ts';
import type { Fields } from './fields.ts';
import type { RawItem } from './raw-item.ts';

export type Parsed = { ok: true; item: ContentItem } | { ok: false; faults: Fault[] };

/**
 * Makes an item of what was read, or says all that is wrong with it, each fault with its line where a field has one.
 * Without an `id` of its own the item takes the file's name. What the document says wins over what was suggested.
 */
export function completeItem(
  raw: RawItem,
  lineOf: Fields['lineOf'],
  suggested: Readonly<Record<string, unknown>> = {},
): Parsed {
  const result = contentItemSchema.safeParse({
    id: stemOf(raw.source),
    source: raw.source,
    ...suggested,
    ...raw.fields,
    body: raw.body,
  });
  if (result.success) return { ok: true, item: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => {
      const begins = lineOf(issue.path);
      const line = begins === undefined ? undefined : begins + (lineWithin(issue) ?? 1) - 1;
      const path = [raw.source, ...issue.path.map(String)].join('/');
      return { path, message: issue.message, ...(line === undefined ? {} : { line }) };
    }),
  };
}

function stemOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) as string).replace(/\.[^.]*$/, '').toLowerCase();
}
