import type { Database } from '../db/connection.ts';
import type { ContentRef, JourneyStage } from '../engine/program/schema.ts';
import { addItems, removeDemoItems, retireItem } from './change-items.ts';
import type { ContentItem, ContentKind } from './item.ts';
import { pinItem, readChecker } from './pin.ts';
import { countItems, listItems, readItem } from './read-items.ts';
import { searchPassages } from './search.ts';

export type { ContentItem } from './item.ts';

/** One version of an item as the library keeps it. */
export interface StoredItem extends ContentItem {
  /** From 1; a changed item gets the next one, older ones stay readable. */
  version: number;
  /** SHA-256 of the item's canonical JSON, hex. */
  hash: string;
  /** `approvedBy` is set. */
  approved: boolean;
  /** Taken out of search and lists; a track that pins it still sends it. */
  retired: boolean;
  /** Belongs to the generated demo company. */
  demo: boolean;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Conditions on the latest version of an item; every one given must hold. */
export interface LibraryFilter {
  kind?: ContentKind | readonly ContentKind[];
  stage?: JourneyStage;
  /** Items for this industry, and items for every industry. */
  industry?: string;
  companySize?: ContentItem['companySizes'][number];
  role?: string;
  topic?: string;
  approved?: boolean;
}

export interface Hit {
  item: Pick<
    StoredItem,
    'id' | 'version' | 'title' | 'kind' | 'stages' | 'industries' | 'summary' | 'cta' | 'approved'
  >;
  passage: {
    ordinal: number;
    /** Heading path within the item: `Costs › Hidden costs`. Empty above the first heading. */
    heading: string;
    text: string;
    /** Offsets into the item's body in code points, end exclusive. */
    start: number;
    end: number;
  };
  /** BM25; comparable within one result only. */
  score: number;
}

export interface Added {
  id: string;
  version: number;
  hash: string;
  outcome: 'added' | 'new_version' | 'unchanged';
}

export interface Library {
  /** All of them in one transaction, or none. Faults of any item throw `content.invalid` with `id/field` paths. */
  add(items: readonly unknown[], options: { now: number; demo?: boolean }): Promise<Added[]>;
  /** The given version, or the latest. */
  get(id: string, version?: number): Promise<StoredItem | undefined>;
  /** Latest versions that are not retired, by id. */
  list(filter?: LibraryFilter): Promise<StoredItem[]>;
  count(filter?: LibraryFilter): Promise<number>;
  /** Best passages first. `words` is free text; no term in common is an empty list. Default limit 10, at most 100. */
  search(words: string, options?: { limit?: number; where?: LibraryFilter }): Promise<Hit[]>;
  /** The reference a step carries. Throws `content.unknown`, `content.not_approved`. */
  pin(id: string, version?: number): Promise<ContentRef>;
  /** A test for references, read once: the item and version exist with that hash and are approved. */
  checker(): Promise<(ref: ContentRef) => boolean>;
  /** Takes an item out of search and lists. */
  retire(id: string): Promise<void>;
  /** Deletes every demo item with all versions. Returns how many items. */
  removeDemo(): Promise<number>;
}

/**
 * The company's content, kept in the database. Retrieval is BM25 in pgvector for now: it needs no model and works with
 * no key. Items already added never change; a change of an item is its next version.
 */
export function createLibrary(db: Database): Library {
  return {
    add: (items, options) => addItems(db, items, options),
    get: (id, version) => readItem(db, id, version),
    list: (filter = {}) => listItems(db, filter),
    count: (filter = {}) => countItems(db, filter),
    search: (words, { limit = 10, where = {} } = {}) => searchPassages(db, words, { limit, where }),
    pin: (id, version) => pinItem(db, id, version),
    checker: () => readChecker(db),
    retire: (id) => retireItem(db, id),
    removeDemo: () => removeDemoItems(db),
  };
}
