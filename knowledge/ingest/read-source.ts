import { invalidContent } from '../items/parse-items.ts';
import type { PlaceOf } from './fields.ts';
import { readFields, splitFront } from './fields.ts';
import { decodeText } from './formats/decode.ts';
import { detectBinary, detectText } from './formats/detect.ts';
import { type ExtractJob, extractText } from './formats/extract.ts';
import { type Extracted, refused } from './formats/extracted.ts';
import type { HtmlOptions } from './formats/html.ts';
import { limits } from './limits.ts';
import { withBody } from './parse-item.ts';
import type { RawItem, SourceFormat } from './raw-item.ts';

/** A document as somebody gave it. */
export interface GivenSource {
  /** File with its path in the folder, or the URL. */
  name: string;
  bytes: Uint8Array;
  /** The file beside it that says what it is. */
  side?: { name: string; text: string };
  /** Where it came from, when that was the web. */
  url?: string;
}

/** Reads one document at a time, in a place where it can do no harm. */
export type ReadDocument = (job: ExtractJob) => Promise<Extracted>;

/**
 * Reads a document, whatever its format, as its bytes tell it. `defaults` are fields that it may lack. Throws
 * `content.*` with what to do about it; faults of front matter and side file name their line.
 */
export async function readSource(
  source: GivenSource,
  read: ReadDocument,
  defaults: Readonly<Record<string, unknown>> = {},
): Promise<{ raw: RawItem; placeOf: PlaceOf }> {
  const { name, bytes } = source;
  if (bytes.byteLength > limits.fileBytes) throw tooLarge(limits.fileBytes);
  if (bytes.byteLength === 0) throw refused('empty', 'The file is empty.');
  const side = source.side && fieldsOf(source.side.text, source.side.name, 1);
  const rawOf = (
    format: SourceFormat,
    found: Extracted,
    front: Readonly<Record<string, unknown>> = {},
  ): RawItem => {
    const { preheader } = found.found;
    const fields = { ...defaults, ...front, ...side?.values };
    if (found.body === '') throw refused('no_text', 'There is no text in it.');
    const isOwnPreheader = fields.kind === 'email' && preheader && !('preheader' in fields);
    return { ...found, source: name, format, fields: isOwnPreheader ? { ...fields, preheader } : fields };
  };
  const nowhere: PlaceOf = () => undefined;
  const placeOf = side?.placeOf ?? nowhere;
  const binary = detectBinary(bytes);
  if (binary) {
    const format = binary === 'pdf' ? 'pdf' : 'docx';
    return { raw: rawOf(format, await read({ format, bytes })), placeOf };
  }
  if (bytes.byteLength > limits.textBytes) throw tooLarge(limits.textBytes);
  const text = decodeText(bytes);
  const { front: yaml, rest } = splitFront(text);
  const front = yaml === undefined ? undefined : fieldsOf(yaml, name, 2);
  const format = detectText(rest, name);
  const kind = side?.values.kind ?? front?.values.kind ?? defaults.kind;
  const extracted =
    format === 'html'
      ? await read({ format, text: rest, shape: shapeOf(kind, name), ...(source.url && { url: source.url }) })
      : extractText(rest, format);
  return {
    raw: rawOf(format, extracted, front?.values),
    placeOf: withBody((path) => placeOf(path) ?? front?.placeOf(path), name, text, rest),
  };
}

function fieldsOf(yaml: string, file: string, first: number) {
  const read = readFields(yaml, file, first);
  if (read.ok) return read.fields;
  throw invalidContent(read.faults);
}

/** An email keeps its layout's order and its pictures; a landing page is all of it; of other pages the article counts. */
function shapeOf(kind: unknown, name: string): HtmlOptions['shape'] {
  if (kind === 'email' || (kind === undefined && /(?:^|[\\/])e?-?mails?[\\/]|[.-]e?mail\.html?$/i.test(name)))
    return 'email';
  return kind === 'landing-page' ? 'page' : 'article';
}

function tooLarge(most: number) {
  return refused(
    'too_large',
    `The file is larger than ${most / 1024 / 1024} MB: split it, or save it without pictures.`,
  );
}
