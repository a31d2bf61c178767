import { TrellisError } from '../db/errors.ts';
import type { Client } from './client.ts';
import { type DocumentFile, readDocument, sha256 } from './documents.ts';
import { readRun } from './read-run.ts';

/** What became of documents, as the server and the reading of files tell it. */
export interface LibraryReport {
  collection: string;
  items: {
    source: string;
    id: string;
    version: number;
    outcome: 'added' | 'new_version' | 'unchanged';
    suggested?: string[];
    notes?: string[];
    note?: string;
  }[];
  skipped: { source: string; code: string; message: string }[];
  retired: { source: string; id: string }[];
  notes: string[];
}

export interface Into {
  name: string;
  kind: 'folder' | 'list';
  /** The name is the folder's own and nobody's choice. */
  isGuessed: boolean;
}

interface Progress {
  done: number;
  of: number;
  source: string;
}

/** A request has so many bytes of documents, or one document. */
const batchBytes = 16 * 1024 * 1024;
const batchFiles = 100;
/** The server refuses more. */
const mostBytes = 50 * 1024 * 1024;

/**
 * Sends documents to the library, those that it has already by their hashes only. With a collection, what is gone from it
 * is retired, unless a file could not be read here: then what is there is not known.
 */
export async function sendDocuments(
  client: Client,
  files: readonly DocumentFile[],
  into: Into | undefined,
  defaults: object,
): Promise<LibraryReport> {
  const report: LibraryReport = {
    collection: into?.name ?? '(files)',
    items: [],
    skipped: [],
    retired: [],
    notes: [],
  };
  const readable: DocumentFile[] = [];
  const hashes: { name: string; bytes: string; side?: string }[] = [];
  for (const file of files) {
    try {
      const { bytes, side } = readDocument(file);
      if (bytes.length > mostBytes) {
        throw new TrellisError(
          'content.too_large',
          'The file is larger than 50 MB: split it, or save it without pictures.',
        );
      }
      hashes.push({ name: file.name, bytes: sha256(bytes), ...(side && { side: sha256(side.text) }) });
      readable.push(file);
    } catch (error) {
      if (!(error instanceof TrellisError)) throw error;
      report.skipped.push({ source: file.name, code: error.code, message: error.message });
    }
  }
  const compared = await client.post<{ changed: string[]; unchanged: LibraryReport['items'] }>(
    '/api/library/collections/changed',
    { ...(into && { collection: into.name, guessed: into.isGuessed }), defaults, files: hashes },
  );
  report.items.push(...compared.unchanged);
  const changed = new Set(compared.changed);
  const present = files.map(({ name }) => name);
  const collection = into && { name: into.name, kind: into.kind, present };
  let done = 0;
  for (const batch of batchesOf(readable.filter(({ name }) => changed.has(name)))) {
    const words = (so: Progress) => `${done + so.done} of ${changed.size} documents: ${so.source}`;
    const body = { files: batch, defaults, ...(collection && { collection }) };
    const sent = await readRun<LibraryReport, Progress>(client, '/api/library', body, words);
    report.items.push(...sent.items);
    report.skipped.push(...sent.skipped);
    done += batch.length;
  }
  if (!into) return report;
  if (readable.length < files.length) {
    report.notes.push('Not every file could be read, so nothing was retired.');
    return report;
  }
  const closed = await client.post<Pick<LibraryReport, 'retired'>>('/api/library/collections/close', {
    collection: into.name,
    present,
  });
  return { ...report, retired: closed.retired };
}

interface Sent {
  name: string;
  base64: string;
  side?: { name: string; text: string };
}

/** Read when their turn comes, so that a large folder is never in memory as a whole. */
function* batchesOf(files: readonly DocumentFile[]): Generator<Sent[]> {
  let batch: Sent[] = [];
  let size = 0;
  for (const file of files) {
    const { bytes, side } = readDocument(file);
    if (batch.length > 0 && (size + bytes.length > batchBytes || batch.length === batchFiles)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push({ name: file.name, base64: bytes.toString('base64'), ...(side && { side }) });
    size += bytes.length;
  }
  if (batch.length > 0) yield batch;
}
