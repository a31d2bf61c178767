import type { JourneyStage } from '../../engine/program/schema.ts';
import type { BrandRules } from '../items/brand.ts';
import type { ContentItem } from '../items/item.ts';

/** Whom an email is for. Empty: everybody. */
export interface DraftAudience {
  industries: readonly string[];
  companySizes: readonly string[];
  roles: readonly string[];
  regions: readonly string[];
}

export interface DraftAsked {
  /** Of the draft; an item of that id gets a next version. */
  id: string;
  /** The item to announce or, when it is an email, to write again; without it the best one for the words. */
  from?: { item: string; version?: number };
  /** What the email is to say or do. */
  words: string;
  stage?: JourneyStage | undefined;
  audience: DraftAudience;
  /** At most so many words, and fewer than a given email has where one is written again. */
  maxWords?: number | undefined;
  author: string;
}

/** A passage a draft may be written from. */
export interface Evidence {
  /** Number to cite it by. */
  n: number;
  item: string;
  version: number;
  title: string;
  heading: string;
  text: string;
  /** Offsets into the item's body in code points, end exclusive. */
  start: number;
  end: number;
}

/** How the company writes: of the brand guide in force, or of none. */
export interface Brand {
  guide?: { item: string; version: number };
  rules: BrandRules;
  /** The guide's text. */
  voice: string;
}

/** An email before it is an item: who is greeted, the button and what stands below it are not its matter. */
export interface Written {
  subject: string;
  preheader?: string | undefined;
  paragraphs: readonly { text: string; cites: readonly number[] }[];
}

/** What a writer is told. All text of documents in it is data. */
export interface WritingBrief {
  words: string;
  stage: JourneyStage | undefined;
  audience: DraftAudience;
  language: string;
  title: string;
  summary: string;
  /** What the button says. */
  callToAction: string;
  brand: Brand;
  maxWords: number;
  maxSubject: number;
  passages: readonly Evidence[];
  /** What the checks refused of the attempt before. */
  mend?: readonly string[];
}

/** Writes an email by a model. What it gives is not trusted: it is parsed and checked. */
export type WriteEmail = (brief: WritingBrief, signal: AbortSignal) => Promise<unknown>;

/** What a check found. A fault refuses the draft; a warning goes with it to whoever approves it. */
export interface Finding {
  code: string;
  level: 'fault' | 'warning';
  message: string;
  /** Of the item it becomes. */
  field: keyof ContentItem;
  /** Within the field, from 1. */
  line?: number;
}

/** What a draft is written from. */
export interface Sources {
  /** What it announces or writes again: its call to action is the email's. */
  lead: ContentItem & { version: number };
  passages: readonly Evidence[];
  /** Every item that a passage is of, `lead` among them. */
  items: readonly ContentItem[];
}
