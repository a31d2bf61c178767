import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { TrellisError } from '../db/errors.ts';
import { withoutStrayQuotes } from './csv-quotes.ts';
import { watchUtf8 } from './watch-utf8.ts';

const notUtf8 = 'is not UTF-8: save the file in this encoding';

/** A record of a file, or why its line holds none. `line` counts from 1. */
export type FileRecord = { line: number; record: unknown } | { line: number; fault: string };

/** Leads of a CSV file with a line of column names, or records of an NDJSON file; one at a time. */
export function readRecords(path: string, kind: 'leads' | 'events'): AsyncGenerator<FileRecord> {
  return kind === 'leads' ? readCsv(path) : readNdjson(path);
}

/** By the end of the name. Throws `import.unknown_format`. */
export function kindOfFile(path: string): 'leads' | 'events' {
  if (/\.csv$/i.test(path)) return 'leads';
  if (/\.(ndjson|jsonl)$/i.test(path)) return 'events';
  throw new TrellisError('import.unknown_format', `${path} is neither .csv (leads) nor .ndjson (events).`);
}

async function* readNdjson(path: string): AsyncGenerator<FileRecord> {
  const bytes = watchUtf8(createReadStream(path));
  let line = 0;
  for await (const text of createInterface({ input: bytes.text, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const json = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (json.trim() === '') continue;
    if (bytes.badWithin(line, line) !== undefined) {
      yield { line, fault: notUtf8 };
      continue;
    }
    try {
      yield { line, record: JSON.parse(json) };
    } catch {
      yield { line, fault: 'is not JSON' };
    }
  }
}

/** A bad record may be told before a good one that stands above it. */
async function* readCsv(path: string): AsyncGenerator<FileRecord> {
  const refused: FileRecord[] = [];
  const refuse = (line: number, fault: string) => {
    if (line === 1) throw new TrellisError('import.header', `Line 1 ${fault}.`);
    refused.push({ line, fault });
  };
  const bytes = watchUtf8(createReadStream(path));
  const lines = createInterface({ input: bytes.text, crlfDelay: Number.POSITIVE_INFINITY });
  const parser = pipeline(
    Readable.from(ended(withoutStrayQuotes(lines, refuse))),
    parse({
      bom: true,
      columns: (header: string[]) => checkHeader(header, bytes.badWithin(1, 1)),
      info: true,
      raw: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error, raw) => {
        refuse(
          error instanceof CsvError ? firstLine(Number(error.lines) || 1, raw) : 1,
          'has another number of columns than the first line',
        );
        return undefined;
      },
    }),
    // Errors of either reach the loop.
    () => {},
  );
  for await (const { record, info, raw } of parser) {
    yield* refused.splice(0);
    const line = firstLine(info.lines, raw);
    const bad = bytes.badWithin(line, info.lines);
    yield bad === undefined ? { line, record } : { line, fault: notUtf8 };
  }
  yield* refused.splice(0);
}

/** A quoted cell may hold line breaks; a record is found where it begins. */
function firstLine(lastLine: number, raw: unknown): number {
  return lastLine - (String(raw).trimStart().replace(/\n$/, '').split('\n').length - 1);
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

function checkHeader(header: string[], notUtf8Line: number | undefined): string[] {
  if (notUtf8Line !== undefined) throw new TrellisError('import.header', `Line 1 ${notUtf8}.`);
  const names = header.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (names.includes('') || twice !== undefined) {
    throw new TrellisError(
      'import.header',
      twice
        ? `The column “${twice}” stands twice in the first line.`
        : 'A column of the first line has no name.',
    );
  }
  return names;
}
