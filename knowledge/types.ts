import type { Tx } from '../db/connection.ts';
import type { PinnedStep } from '../engine/program/pins.ts';
import type { JourneyStage } from '../engine/program/schema.ts';
import type { ContentItem, ContentKind } from './items/item.ts';
import type { Reranker } from './search/reranker.ts';
import type { RemoteEmbedder } from './vectors/remote.ts';

/** One version of an item as the library keeps it. */
export interface StoredItem extends Omit<ContentItem, 'approvedBy'> {
  /** From 1; a changed item gets the next one, older ones stay readable. */
  version: number;
  /** SHA-256 of the item's canonical JSON, hex; approval is no part of it. */
  hash: string;
  /** Somebody who may approved just this version for sending. */
  approved: boolean;
  /** Who did, in words, and when. */
  approvedBy?: string;
  approvedAt?: number;
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
  region?: string;
  /** Exactly this tag. */
  language?: string;
  topic?: string;
  approved?: boolean;
  /** Within its validity dates today. */
  valid?: boolean;
  /** The same in words: `kind = "case-study" AND (industry = "healthcare" OR topic = "roi")`. */
  condition?: string;
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
    /** The page of the source it begins on, from 1; absent when the source has no pages. */
    page?: number;
  };
  /** 0 to 1, as a share of what could be had within this result; comparable within it only. */
  score: number;
  /** What it is made of, as measured. */
  parts: {
    /** BM25 of the words looked for. */
    words: number;
    /** BM25 of words that are only spelled like one looked for that the library has not. */
    grams: number;
    /** Cosine of the vectors of query and passage; 0 without vectors. */
    meaning: number;
    /** Of the reranker that ordered them, where there is one. */
    rerank?: number;
  };
}

/** Whether what was found is about what was asked: `weak` is the nearest there is, and no answer. */
export type Evidence = 'good' | 'weak' | 'none';

export interface Added {
  id: string;
  version: number;
  hash: string;
  outcome: 'added' | 'new_version' | 'unchanged';
  approved: boolean;
  /** What whoever added it should know: that its `approvedBy` did not count. */
  note?: string;
}

export interface AddOptions {
  now: number;
  demo?: boolean;
  /** Whether whoever adds may approve, in their own session: then `approvedBy` counts. */
  mayApprove: boolean;
}

/** What is put on record of what becomes of an item. */
/** `by` where it is not whoever asks: a person's id. */
type LibraryEntry = { at: number; by?: string } & (
  | {
      action: 'content_approved';
      details: { item: string; version: number; hash: string; change?: string };
    }
  | { action: 'content_withdrawn' | 'content_set'; details: { item: string; version: number } }
  | { action: 'content_retired' | 'content_restored'; details: { item: string } }
);

/** What the library asks of those who run it. */
export interface LibraryPorts {
  /** Milliseconds since the epoch; absent: the machine's. */
  clock?: () => number;
  /** An endpoint for embeddings; absent: a model trained on the library itself. */
  remote?: RemoteEmbedder | undefined;
  /** Looks again at the best that a search finds. */
  rerank?: Reranker | undefined;
  /** Told what the operator should know. */
  log?: (line: string, details: Readonly<Record<string, unknown>>) => void;
  /** Puts it on record with the transaction that does it. */
  record?: (tx: Tx, entry: LibraryEntry) => void;
  /** What the program in force sends; holds off every other program until the end of the transaction. */
  pinned?: (tx: Tx) => Promise<readonly PinnedStep[]>;
}
