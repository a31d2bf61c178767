import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../../db/errors.ts';
import { type ContentItem, contentItemSchema } from '../items/item.ts';

export type Parsed = { ok: true; item: ContentItem } | { ok: false; faults: Fault[] };

/**
 * Reads one Markdown file: YAML front matter between two `---` lines, then the body. Without an `id` of its own the
 * item takes the file's name. An item with any fault is refused whole; faults carry the line in the file.
 */
export function parseItem(text: string, file: string): Parsed {
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text);
  if (!parts) {
    const message = 'begin the file with front matter: a line ---, fields such as title and kind, a line ---';
    return { ok: false, faults: [{ path: file, message, line: 1 }] };
  }
  const lines = new LineCounter();
  const front = parseDocument(parts[1] as string, { lineCounter: lines });
  // The front matter begins on the second line of the file.
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  if (front.errors.length > 0) {
    return {
      ok: false,
      faults: front.errors.map((error) => ({
        path: file,
        message: (error.message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, ''),
        line: lineAt(error.pos[0]),
      })),
    };
  }
  const fields: unknown = front.toJS();
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return { ok: false, faults: [{ path: file, message: 'front matter is a map of fields', line: 2 }] };
  }
  const result = contentItemSchema.safeParse({
    id: stemOf(file),
    source: file,
    ...fields,
    body: parts[2] ?? '',
  });
  if (result.success) return { ok: true, item: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => {
      const node = front.getIn(issue.path, true) ?? front.getIn(issue.path.slice(0, 1), true);
      const line = isNode(node) && node.range ? lineAt(node.range[0]) : undefined;
      const path = [file, ...issue.path.map(String)].join('/');
      return { path, message: issue.message, ...(line === undefined ? {} : { line }) };
    }),
  };
}

function stemOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) as string).replace(/\.[^.]*$/, '').toLowerCase();
}
