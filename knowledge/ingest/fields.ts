import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../../db/errors.ts';

/** What front matter or a side file says, and where it says it. */
export interface Fields {
  values: Readonly<Record<string, unknown>>;
  placeOf: PlaceOf;
}

/** Where a field at this path, or else the field it stands in, is said: file, and line from 1. */
export type PlaceOf = (path: readonly PropertyKey[]) => { file: string; line: number } | undefined;

export type ReadFields = { ok: true; fields: Fields } | { ok: false; faults: Fault[] };

/** Nobody writes more about a document by hand; it bounds what a hostile one costs. */
const mostCharacters = 64 * 1024;

/** Reads a map of fields in YAML, whose first line is line `first` of the file. */
export function readFields(yaml: string, file: string, first: number): ReadFields {
  if (yaml.length > mostCharacters) {
    const message = `more than ${mostCharacters / 1024} kB of fields: text belongs into the document`;
    return { ok: false, faults: [{ path: file, message, line: first }] };
  }
  const lines = new LineCounter();
  const front = parseDocument(yaml, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line + first - 1;
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
  const fault = (message: string): ReadFields => ({
    ok: false,
    faults: [{ path: file, message, line: first }],
  });
  let values: unknown;
  try {
    values = front.toJS({ maxAliasCount: 50 });
  } catch {
    return fault('the fields repeat each other without end: write them out');
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return fault('the fields of an item are a map: title, kind and so on');
  }
  const placeOf: PlaceOf = (path) => {
    const node = front.getIn(path, true) ?? front.getIn(path.slice(0, 1), true);
    return isNode(node) && node.range ? { file, line: lineAt(node.range[0]) } : undefined;
  };
  return { ok: true, fields: { values: values as Record<string, unknown>, placeOf } };
}

/** Takes the front matter off a text: what stands between two `---` lines at its very beginning. */
export function splitFront(text: string): { front?: string; rest: string } {
  const parts = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text);
  return parts ? { front: parts[1] ?? '', rest: parts[2] ?? '' } : { rest: text.replace(/^\uFEFF/, '') };
}
