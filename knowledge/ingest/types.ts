import type { Fault } from '../../db/errors.ts';
import type { Added } from '../types.ts';
import type { RawItem } from './raw-item.ts';
import type { CollectionKind } from './sql/sources.ts';

/** What ingest needs of the library. */
export interface IngestPorts {
  /** All of them in one transaction, or none; faults begin with the item's id. */
  add(items: readonly unknown[]): Promise<Added[]>;
  retire(item: string): Promise<void>;
  /** Whether what a document says of its approval counts, for it is this person who adds it. */
  mayApprove: boolean;
  /** Values for fields that the document lacks; none of those it has count. */
  suggest?(raw: RawItem): Promise<Readonly<Record<string, unknown>>>;
}

/** Where files and pages are kept that were named one by one; no folder can be called that. */
export const loose = { files: '(files)', pages: '(pages)' } as const;

export interface IntoCollection {
  name: string;
  kind: CollectionKind;
  /** Fields for documents that do not say otherwise. */
  defaults?: Readonly<Record<string, unknown>>;
  /** Every source that the collection now has, those that are not given here too; where that is known. */
  present?: ReadonlySet<string>;
}

export interface Progress {
  done: number;
  of: number;
  /** What was read last. */
  source: string;
}

export interface RunHooks {
  now: number;
  progress?: (so: Progress) => void;
  signal?: AbortSignal;
}

/** What an unchanged one was is not looked up again. */
export type AddedSource = Pick<Added, 'id' | 'version' | 'outcome'> &
  Partial<Added> & {
    source: string;
    title?: string;
    /** Fields that nobody has said and that should be looked at. */
    suggested?: string[];
    /** What was left out of the document and why. */
    notes?: readonly string[];
  };

/** A document that was passed over. */
export interface Skipped {
  source: string;
  code: string;
  message: string;
  faults: readonly Fault[];
}

export interface AddReport {
  collection: string;
  items: AddedSource[];
  skipped: Skipped[];
}

/** Items whose source is gone. */
export interface Retired {
  source: string;
  id: string;
}
