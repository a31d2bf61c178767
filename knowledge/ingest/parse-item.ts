import { completeItem, type Parsed } from './complete-item.ts';
import { type PlaceOf, readFields, splitFront } from './fields.ts';

/**
 * Reads one Markdown file whose front matter says all that an item needs: YAML between two `---` lines, then the body.
 * An item with any fault is refused whole; faults carry the line in the file.
 */
export function parseItem(text: string, file: string): Parsed {
  const { front, rest } = splitFront(text);
  if (front === undefined) {
    const message = 'begin the file with front matter: a line ---, fields such as title and kind, a line ---';
    return { ok: false, faults: [{ path: file, message, line: 1 }] };
  }
  const read = readFields(front, file, 2);
  if (!read.ok) return read;
  const { values, placeOf } = read.fields;
  const raw = { source: file, format: 'markdown', fields: values, body: rest, found: {}, notes: [] } as const;
  return completeItem(raw, withBody(placeOf, file, text, rest));
}

/** The places of fields, and where the body begins: `rest` is what of the file's text stands below its front matter. */
export function withBody(placeOf: PlaceOf, file: string, text: string, rest: string): PlaceOf {
  const line = text.slice(0, text.length - rest.trimStart().length).split('\n').length;
  return (path) => (path[0] === 'body' ? { file, line } : placeOf(path));
}
