import type { Database } from '../db/connection.ts';
import type { PinnedStep } from '../engine/program/pins.ts';
import type { ContentRef } from '../engine/program/schema.ts';
import { weighEvidence } from './grounding/evidence.ts';
import { createQueryEmbedder } from './index/query-embedder.ts';
import { writeAsked } from './index/sql/tending.ts';
import { type IndexStatus, readStatus } from './index/status.ts';
import { type Tended, tendIndex } from './index/tend.ts';
import { approveItem, withdrawApproval } from './items/approval.ts';
import { addItems, removeDemoItems } from './items/change-items.ts';
import { restoreItem, retireItem } from './items/life.ts';
import { pinItem, readChecker } from './items/pin.ts';
import { type ContentProblem, contentProblems } from './items/problems.ts';
import { countItems, listFacet, listItems, listTitles, readItem, readVersions } from './items/read-items.ts';
import { type FieldsSet, setFields } from './items/set-fields.ts';
import type { ShelfItem } from './recommend/shelf.ts';
import { selectShelf } from './recommend/sql/select-shelf.ts';
import { searchPassages } from './search/search.ts';
import type { Added, AddOptions, Evidence, Hit, LibraryFilter, LibraryPorts, StoredItem } from './types.ts';

export type { ContentItem } from './items/item.ts';
export type * from './types.ts';

export interface Library {
  /** All of them in one transaction, or none. Faults of any item throw `content.invalid` with `id/field` paths. */
  add(items: readonly unknown[], options: AddOptions): Promise<Added[]>;
  /** The given version, or the latest. */
  get(id: string, version?: number): Promise<StoredItem | undefined>;
  /** Latest versions that are not retired, by id; `after` an id, at most `limit`. */
  list(filter?: LibraryFilter, page?: { after?: string; limit?: number }): Promise<StoredItem[]>;
  /** What may be named as the content of an email, by id. */
  titles(): Promise<Pick<StoredItem, 'id' | 'title' | 'kind'>[]>;
  /** Every version of an item, newest first; none when there is no such item. */
  versions(id: string): Promise<StoredItem[]>;
  /** The industries that items are for. */
  industries(): Promise<string[]>;
  /** What items are about. */
  topics(): Promise<string[]>;
  count(filter?: LibraryFilter): Promise<number>;
  /** Best passages first, by words and by meaning; none when neither finds any. Default limit 10, at most 100. */
  search(words: string, options?: { limit?: number; where?: LibraryFilter }): Promise<Hit[]>;
  /** Whether passages found for words are about them. */
  weigh(words: string, hits: readonly Hit[]): Promise<Evidence>;
  /** What recommending chooses from: of every item that is not retired the newest version that may be sent. */
  shelf(): Promise<ShelfItem[]>;
  /**
   * The reference a step carries; one that is not approved only as a draft, which a change carries to its approver.
   * Throws `content.unknown`, `content.retired`, `content.not_sendable`, `content.not_approved`.
   */
  pin(id: string, version?: number, as?: { draft: boolean }): Promise<ContentRef>;
  /** A test for references, read once: the item and version exist with that hash and are approved. */
  checker(): Promise<(ref: ContentRef) => boolean>;
  /**
   * Approves just this version for sending. Throws `content.unknown`, `content.changed`, `content.retired`,
   * `content.expired`, `content.no_call_to_action`.
   */
  approve(ref: ContentRef, approval: { by: string; at: number }): Promise<StoredItem>;
  /** Takes it back; not while the program in force sends it: `content.in_use`. */
  withdraw(of: { item: string; version?: number }, at: number): Promise<StoredItem>;
  /** Corrects or confirms fields of the latest version: the next one, which somebody has to approve. */
  set(id: string, set: FieldsSet, now: number): Promise<Added>;
  /** What is wrong with the content that these steps send. */
  problems(pins: readonly PinnedStep[]): Promise<ContentProblem[]>;
  /** Takes an item out of search and lists. */
  retire(id: string, at?: number): Promise<void>;
  /** Brings it back. Throws `content.unknown`, `content.not_retired`. */
  restore(id: string, at?: number): Promise<StoredItem>;
  /** Brings the index up to date, when no other process does: trains, fetches vectors, puts a new generation in use. */
  tend(options?: { signal?: AbortSignal }): Promise<Tended>;
  indexStatus(): Promise<IndexStatus>;
  /** The next `tend` builds the whole index again, whatever it has. */
  rebuildIndex(): Promise<void>;
  /** Deletes every demo item with all versions. Returns how many items. */
  removeDemo(): Promise<number>;
}

/**
 * The company's content, kept in the database. Retrieval needs no key: its words are weighed by BM25, and what they
 * mean comes from a model trained on the library itself, or from an endpoint where one is set. Items already added never
 * change; a change of an item is its next version.
 */
export function createLibrary(db: Database, ports: LibraryPorts = {}): Library {
  const { clock = Date.now, remote, rerank, log = () => {} } = ports;
  const embed = createQueryEmbedder(db, { remote, clock, log });
  let hasTended = false;
  return {
    add: (items, options) => addItems(db, items, options, ports),
    get: (id, version) => readItem(db, id, version),
    list: (filter = {}, page) => listItems(db, filter, { ...page, now: clock() }),
    titles: () => listTitles(db),
    versions: (id) => readVersions(db, id),
    industries: () => listFacet(db, 'industries'),
    topics: () => listFacet(db, 'topics'),
    count: (filter = {}) => countItems(db, filter, clock()),
    search: (words, { limit = 10, where = {} } = {}) =>
      searchPassages(db, words, { limit, where, now: clock(), embed, rerank }),
    weigh: (words, hits) => weighEvidence(db, words, hits),
    shelf: () => selectShelf(db),
    pin: (id, version, as) => pinItem(db, id, version, as),
    checker: () => readChecker(db),
    approve: (ref, approval) => approveItem(db, ref, approval, ports),
    withdraw: (of, at) => withdrawApproval(db, of, at, ports),
    set: (id, set, now) => setFields(db, id, set, now, ports),
    problems: (pins) => contentProblems(db, pins, clock()),
    retire: (id, at = clock()) => retireItem(db, id, at, ports),
    restore: (id, at = clock()) => restoreItem(db, id, at, ports),
    tend: (options = {}) => {
      const eager = !hasTended;
      hasTended = true;
      return tendIndex(db, { remote, clock, eager, ...options });
    },
    indexStatus: () => readStatus(db, remote?.name),
    rebuildIndex: () => writeAsked(db, clock()),
    removeDemo: () => removeDemoItems(db),
  };
}
