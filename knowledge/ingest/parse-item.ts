import { completeItem, type Parsed } from './complete-item.ts';
import { readFields, splitFront } from './fields.ts';

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
  const { values } = read.fields;
  const bodyBegins = linesIn(text.slice(0, text.length - rest.trimStart().length));
  const lineOf = (path: readonly PropertyKey[]) =>
    path[0] === 'body' ? bodyBegins : read.fields.lineOf(path);
  const raw = { source: file, format: 'markdown', fields: values, body: rest, found: {}, notes: [] } as const;
  return completeItem(raw, lineOf);
}

/** The line, from 1, on which the text after this one goes on. */
const linesIn = (text: string) => text.split('\n').length;
