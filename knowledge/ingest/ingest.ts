import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { addSources } from './add-sources.ts';
import { type Compared, closeCollection, compareSources, type SourceHashes } from './collections.ts';
import { getPage, pagesOf, pageUrl } from './pages.ts';
import type { GivenSource } from './read-source.ts';
import { createReader, type ReaderOptions } from './reader/reader.ts';
import { readSitemap } from './sitemap.ts';
import { type Collection, listCollections } from './sql/sources.ts';
import type { AddReport, IngestPorts, IntoCollection, Retired, RunHooks } from './types.ts';

export interface WebReport extends AddReport {
  retired: Retired[];
  /** What was passed over of a sitemap, in words. */
  notes: string[];
}

export interface Ingest {
  /** Files with their bytes; nothing is retired. */
  addFiles(
    ports: IngestPorts,
    files: readonly GivenSource[],
    into: IntoCollection,
    hooks: RunHooks,
  ): Promise<AddReport>;
  /** Which of these documents the library does not have as they are, and what the others are in it. */
  compare(
    ports: Pick<IngestPorts, 'mayApprove'>,
    into: Compared,
    sources: readonly SourceHashes[],
  ): ReturnType<typeof compareSources>;
  /** Retires what is gone from a collection that was read to its end. */
  close(
    ports: Pick<IngestPorts, 'retire'>,
    collection: { name: string; present: ReadonlySet<string> },
    now: number,
  ): Promise<Retired[]>;
  /** Pages by their addresses; nothing is retired. */
  addPages(
    ports: IngestPorts,
    urls: readonly string[],
    into: Pick<IntoCollection, 'name' | 'defaults'>,
    hooks: RunHooks,
  ): Promise<WebReport>;
  /** Every page that a sitemap names; pages that it names no more are retired. */
  addSitemap(
    ports: IngestPorts,
    url: string,
    into: Partial<Pick<IntoCollection, 'name' | 'defaults'>>,
    hooks: RunHooks,
  ): Promise<WebReport>;
  collections(): Promise<Collection[]>;
}

export interface IngestOptions {
  db: Database;
  /** Pages of this machine and its network too (TRELLIS_LIBRARY_PRIVATE). */
  allowPrivate: boolean;
  reader?: ReaderOptions;
}

/** Brings documents into the library: from files, folders, pages and sitemaps, again and again. */
export function createIngest({ db, allowPrivate, reader: readerOptions }: IngestOptions): Ingest {
  const reader = createReader(readerOptions);
  let running = 0;
  const run = async <R>(work: () => Promise<R>): Promise<R> => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      if (running === 0) reader.close();
    }
  };
  const addUrls = (ports: IngestPorts, urls: readonly string[], into: IntoCollection, hooks: RunHooks) =>
    run(() => {
      const web = { allowPrivate, ...(hooks.signal && { signal: hooks.signal }) };
      return addSources(
        db,
        ports,
        reader.read,
        { sources: pagesOf(urls, web), into, of: urls.length },
        hooks,
      );
    });
  return {
    addFiles: (ports, files, into, hooks) =>
      run(() => addSources(db, ports, reader.read, { sources: each(files), into, of: files.length }, hooks)),
    compare: (ports, into, sources) => compareSources(db, ports, into, sources),
    close: (ports, collection, now) => closeCollection(db, ports, collection, now),
    async addPages(ports, given, into, hooks) {
      const urls = [...new Set(given.map(pageUrl))];
      const report = await addUrls(ports, urls, { ...into, kind: 'pages' }, hooks);
      return { ...report, retired: [], notes: [] };
    },
    async addSitemap(ports, given, { name, defaults }, hooks) {
      const url = pageUrl(given);
      const web = { allowPrivate, ...(hooks.signal && { signal: hooks.signal }) };
      const { pages, notes } = await readSitemap(url, (at, maxBytes) => getPage(at, web, maxBytes));
      const present = new Set(pages);
      const into = {
        name: name ?? url.slice(0, 200),
        kind: 'sitemap',
        present,
        ...(defaults && { defaults }),
      } as const;
      const report = await addUrls(ports, pages, into, hooks);
      try {
        const retired = await closeCollection(db, ports, { name: into.name, present }, hooks.now);
        return { ...report, retired, notes };
      } catch (error) {
        if (!(error instanceof TrellisError) || error.code !== 'collection.empty') throw error;
        return { ...report, retired: [], notes: [...notes, error.message] };
      }
    },
    collections: () => listCollections(db),
  };
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}
