import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { TrellisError } from '../db/errors.ts';

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
  const stream = createReadStream(path, 'utf8');
  let line = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const json = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (json.trim() === '') continue;
    try {
      yield { line, record: JSON.parse(json) };
    } catch {
      yield { line, fault: 'is not JSON' };
    }
  }
}

async function* readCsv(path: string): AsyncGenerator<FileRecord> {
  const skipped: FileRecord[] = [];
  const parser = Readable.from(withUnixLines(createReadStream(path, 'utf8'))).pipe(
    parse({
      bom: true,
      columns: checkHeader,
      info: true,
      raw: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        skipped.push({
          line: error instanceof CsvError ? Number(error.lines) || 1 : 1,
          fault: csvFault(error),
        });
        return undefined;
      },
    }),
  );
  for await (const { record, info, raw } of parser) {
    yield* skipped.splice(0);
    // A quoted cell may hold line breaks; the record is found where it begins.
    yield { line: info.lines - (String(raw).trim().split('\n').length - 1), record };
  }
  yield* skipped.splice(0);
}

/** csv-parse counts a CRLF within quotes as two lines. */
async function* withUnixLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of chunks) {
    const text = held + chunk;
    // Its other half may come with the next chunk.
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
  }
  yield held;
}

function checkHeader(header: string[]): string[] {
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

function csvFault(error: unknown): string {
  const code = error instanceof CsvError ? error.code : '';
  if (code.includes('INCONSISTENT') || code.includes('COLUMNS_LENGTH'))
    return 'has another number of columns than the first line';
  if (code.includes('QUOTE')) return 'has a quotation mark where none can be, or one that is never closed';
  return 'cannot be read as CSV';
}
