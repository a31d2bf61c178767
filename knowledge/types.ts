import type { JourneyStage } from '../engine/program/schema.ts';
import type { ContentItem, ContentKind } from './items/item.ts';

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
  };
}

/** Whether what was found is about what was asked: `weak` is the nearest there is, and no answer. */
export type Evidence = 'good' | 'weak' | 'none';

export interface Added {
  id: string;
  version: number;
  hash: string;
  outcome: 'added' | 'new_version' | 'unchanged';
}
