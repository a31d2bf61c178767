import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import type { Client } from '../../client.ts';
import { documentAt, documentsIn } from '../../documents.ts';
import { counted, print, printJson } from '../../output.ts';
import { readRun } from '../../read-run.ts';
import { type LibraryReport, sendDocuments } from '../../send-documents.ts';
import type { Session } from '../../session.ts';
import { isTerminal } from '../../terminal.ts';

interface Options {
  collection?: string;
  kind?: string;
  sitemap?: boolean;
  json?: boolean;
}

/** `trellis library add PATH|URL…`: exit code 1 when a document was passed over. */
export function addAdd(library: Command, session: Session): void {
  library
    .command('add')
    .description('add documents: files, folders, pages and sitemaps')
    .argument('<what...>', 'files, a folder, or URLs; a URL that ends in .xml or .xml.gz is a sitemap')
    .option('--collection <name>', 'what is added belongs together; what is gone from it is retired')
    .option('--kind <kind>', 'of documents that do not say what they are')
    .option('--sitemap', 'the URL is a sitemap, whatever it ends in')
    .option('--json', 'print {items, skipped, retired, notes} of each collection')
    .action(async (what: string[], options: Options) => {
      const reports = await session.withClient((client) =>
        // What a file says of approval counts of a person at a terminal, and of no pipe.
        addAll(isTerminal() ? client.atTerminal() : client, session, what, options),
      );
      if (options.json) printJson(reports.length === 1 ? reports[0] : { reports });
      else for (const report of reports) show(report);
      if (reports.some(({ skipped }) => skipped.length > 0)) process.exitCode = 1;
    });
}

async function addAll(
  client: Client,
  session: Session,
  what: readonly string[],
  { collection, kind, sitemap }: Options,
): Promise<LibraryReport[]> {
  const defaults = kind === undefined ? {} : { kind };
  const urls = what.filter((one) => /^[a-z][a-z0-9+.-]*:\/\//i.test(one));
  const isSitemap = (url: string) => sitemap || /\.xml(?:\.gz)?(?:[?#]|$)/i.test(url);
  const paths = what
    .filter((one) => !urls.includes(one))
    .map((path) => ({ given: path, path: session.path(path) }));
  const kinds = paths.map(({ path }) => kindOf(path));
  const folders = paths.filter((_, at) => kinds[at] === 'folder');
  const files = paths.filter((_, at) => kinds[at] === 'file');
  const sitemaps = urls.filter(isSitemap);
  if (collection !== undefined && folders.length + sitemaps.length + Math.min(files.length, 1) > 1) {
    throw new TrellisError(
      'collection.many',
      'One collection is one folder, one sitemap, or a list of files: add them one by one.',
    );
  }
  const reports: LibraryReport[] = [];
  for (const { path } of folders) {
    const { files: found, others } = documentsIn(path);
    if (found.length === 0) throw new TrellisError('content.unreadable', `There is no document in ${path}.`);
    const into = {
      name: collection ?? basename(path),
      kind: 'folder',
      isGuessed: collection === undefined,
    } as const;
    const report = await sendDocuments(client, found, into, defaults);
    if (others > 0)
      report.notes.push(
        `${counted(others, 'other file')} of the folder ${others === 1 ? 'is no document' : 'are no documents'}.`,
      );
    reports.push(report);
  }
  if (files.length > 0) {
    const isTwice = new Set(files.map(({ given }) => basename(given))).size < files.length;
    const listed = files.map(({ path, given }) => documentAt(path, isTwice ? given : basename(given)));
    const into =
      collection === undefined ? undefined : ({ name: collection, kind: 'list', isGuessed: false } as const);
    reports.push(await sendDocuments(client, listed, into, defaults));
  }
  for (const url of sitemaps) {
    const body = { url, defaults, ...(collection !== undefined && { collection }) };
    reports.push(await readRun(client, '/api/library/sitemap', body, pagesWords));
  }
  const pages = urls.filter((url) => !isSitemap(url));
  if (pages.length > 0)
    reports.push(await readRun(client, '/api/library/pages', { urls: pages, defaults }, pagesWords));
  return reports;
}

function kindOf(path: string): 'folder' | 'file' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new TrellisError('content.unreadable', `There is no file or folder ${path}.`);
  return stat.isDirectory() ? 'folder' : 'file';
}

const pagesWords = ({ done, of, source }: { done: number; of: number; source: string }) =>
  `${done} of ${of} pages: ${source}`;

function show({ items, skipped, retired, notes }: LibraryReport): void {
  const unchanged = items.filter(({ outcome, notes }) => outcome === 'unchanged' && !notes);
  for (const item of items) {
    if (unchanged.includes(item) && unchanged.length > 3) continue;
    print(`${item.id} version ${item.version}: ${item.outcome.replaceAll('_', ' ')}`);
    if (item.suggested) print(`  suggested, please look: ${item.suggested.join(', ')}`);
    for (const note of [...(item.note ? [item.note] : []), ...(item.notes ?? [])]) print(`  ${note}`);
  }
  if (unchanged.length > 3) print(`${counted(unchanged.length, 'document')} unchanged`);
  for (const { id, source } of retired) print(`${id}: retired, for ${source} is gone`);
  for (const note of notes) print(note);
  for (const { source, code, message } of skipped) console.error(`skipped ${source}: ${code}: ${message}`);
}
